package io.proofline.standalone.journey;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Asks a door and reads its JSON; any answer but 2xx ends the journey. */
public final class Http implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.shared();

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** An empty answer is a missing node. */
  public JsonNode ask(HttpRequest.Builder request) {
    var answer = send(request, 2);
    try {
      return answer.isBlank() ? MissingNode.getInstance() : JSON.readTree(answer);
    } catch (JacksonException e) {
      throw new JourneyFailed("Instead of JSON came: " + answer, e);
    }
  }

  /** Submits a form of a page, which answers with the way to the next page. */
  public void submit(HttpRequest.Builder request) {
    send(request, 3);
  }

  private String send(HttpRequest.Builder request, int hundreds) {
    var asked = request.timeout(LIMIT).build();
    var what = "%s %s".formatted(asked.method(), asked.uri().getPath());
    try {
      var answer = client.send(asked, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != hundreds) {
        throw new JourneyFailed(
            "%s answered %d: %s".formatted(what, answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new JourneyFailed("%s gave no answer: %s".formatted(what, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JourneyFailed("Interrupted at " + what, e);
    }
  }

  public static BodyPublisher form(Map<String, String> fields) {
    return BodyPublishers.ofString(
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&")));
  }

  public static BodyPublisher json(Object body) {
    return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
