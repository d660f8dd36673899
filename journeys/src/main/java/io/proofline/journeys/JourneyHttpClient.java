package io.proofline.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends requests and reads answers; an unexpected answer fails the journey. */
public final class JourneyHttpClient implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.shared();

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** The JSON of a 2xx answer. */
  public JsonNode exchange(HttpRequest.Builder request) {
    return json(requireStatus(2, send(request)));
  }

  /** The JSON of a 2xx answer; empty for 404. */
  Optional<JsonNode> exchangeIfFound(HttpRequest.Builder request) {
    var answer = send(request);
    return answer.statusCode() == 404
        ? Optional.empty()
        : Optional.of(json(requireStatus(2, answer)));
  }

  /** The body of a 2xx answer. */
  byte[] bytes(HttpRequest.Builder request) {
    return requireStatus(2, send(request)).body();
  }

  /** The {@code Location} of a 3xx answer. */
  public String redirectLocation(HttpRequest.Builder request) {
    return requireStatus(3, send(request)).headers().firstValue("Location").orElse("");
  }

  /** The status of any answer. */
  int status(HttpRequest.Builder request) {
    return send(request).statusCode();
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

  /** Turns a request into a multipart form upload. */
  public static HttpRequest.Builder upload(
      HttpRequest.Builder request, Map<String, String> fields, String fileName, byte[] file) {
    var boundary = "proofline-" + UUID.randomUUID();
    var body = new ByteArrayOutputStream();
    fields.forEach((name, value) ->
        part(body, boundary, "name=\"%s\"".formatted(name), value.getBytes(UTF_8)));
    part(body, boundary, "name=\"file\"; filename=\"%s\"".formatted(fileName), file);
    body.writeBytes("--%s--\r\n".formatted(boundary).getBytes(UTF_8));
    return request
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .POST(BodyPublishers.ofByteArray(body.toByteArray()));
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static void part(
      ByteArrayOutputStream body, String boundary, String name, byte[] content) {
    var head = "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n".formatted(boundary, name);
    body.writeBytes(head.getBytes(UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(UTF_8));
  }

  /** Repeats a GET that is answered 503 with {@code Retry-After}, for 20 seconds at most. */
  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    var built = request.timeout(TIMEOUT).build();
    long latest = System.nanoTime() + TIMEOUT.toNanos();
    var answer = sendOnce(built);
    while (isRetryable(answer) && System.nanoTime() < latest) {
      PollingWait.pause(PAUSE);
      answer = sendOnce(built);
    }
    return answer;
  }

  /** A repeated GET changes nothing. */
  private static boolean isRetryable(HttpResponse<byte[]> answer) {
    return answer.statusCode() == 503
        && answer.headers().firstValue("Retry-After").isPresent()
        && answer.request().method().equals("GET");
  }

  private HttpResponse<byte[]> sendOnce(HttpRequest built) {
    try {
      return client.send(built, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new JourneyFailedException("%s was not answered: %s".formatted(describe(built), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JourneyFailedException("interrupted at " + describe(built), e);
    }
  }

  private static HttpResponse<byte[]> requireStatus(int hundreds, HttpResponse<byte[]> answer) {
    if (answer.statusCode() / 100 != hundreds) {
      var body = new String(answer.body(), UTF_8);
      throw new JourneyFailedException(
          "%s answered %d: %.200s"
              .formatted(describe(answer.request()), answer.statusCode(), body));
    }
    return answer;
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return answer.body().length == 0 ? MissingNode.getInstance() : JSON.readTree(answer.body());
    } catch (JacksonException e) {
      throw new JourneyFailedException(
          "%s answered without valid JSON: %s".formatted(describe(answer.request()), e), e);
    }
  }

  private static String describe(HttpRequest request) {
    return "%s %s".formatted(request.method(), request.uri().getPath());
  }
}
