package io.proofline.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The processor's HTTP door, of one instance and by it of all. */
final class Door implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int HOPS = 3;
  private static final int PAGE = 500;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI first;
  private final String token;

  Door(URI first, String token) {
    this.first = first;
    this.token = token;
  }

  /**
   * What all instances said.
   *
   * @param silent what is to be told of those that gave no answer
   */
  record Told(List<JsonNode> found, List<String> silent) {}

  /** What is known of an asset, by the instance that has it; empty when nothing is. */
  Optional<JsonNode> review(String asset) {
    var path = "/reviews/" + encode(asset);
    var answer = send(get(first, path));
    for (int hop = 0; answer.statusCode() == 421 && hop < HOPS; hop++) {
      answer = send(get(instance(json(answer).path("instance").asString("")), path));
    }
    return answer.statusCode() == 404 ? Optional.empty() : Optional.of(json(expected(answer)));
  }

  /**
   * What waits for a person on all instances, the oldest first.
   *
   * @param why only what waits for this; null for all
   */
  Told stuck(@Nullable String why) {
    var path = "/stuck" + (why == null ? "" : "?why=" + encode(why));
    var here = ask(first, path);
    var found = new ArrayList<>(here.path("stuck").valueStream().toList());
    var silent = new ArrayList<String>();
    for (var other : others(here)) {
      try {
        ask(other, path).path("stuck").forEach(found::add);
      } catch (DoorFailed e) {
        silent.add(e.getMessage() + " What it has is missing here.");
      }
    }
    found.sort((a, b) -> since(a).compareTo(since(b)));
    return new Told(found, silent);
  }

  /** Every asset that no rule has picked, of all instances. */
  void snapshots(Consumer<JsonNode> each) {
    var page = ask(first, "/snapshots?limit=" + PAGE);
    for (var other : others(page)) {
      snapshots(other, ask(other, "/snapshots?limit=" + PAGE), each);
    }
    snapshots(first, page, each);
  }

  private void snapshots(URI at, JsonNode firstPage, Consumer<JsonNode> each) {
    var page = firstPage;
    page.path("snapshots").forEach(each);
    while (page.path("next").isString()) {
      var next = encode(page.path("next").asString());
      page = ask(at, "/snapshots?limit=%d&after=%s".formatted(PAGE, next));
      page.path("snapshots").forEach(each);
    }
  }

  /** Whether all instances go by a version of the rules. */
  boolean goesBy(String version) {
    var here = find(first, "/rules");
    return isOf(version, here)
        && here.stream()
            .flatMap(rules -> others(rules).stream())
            .allMatch(other -> isOf(version, find(other, "/rules")));
  }

  private static boolean isOf(String version, Optional<JsonNode> rules) {
    return rules.map(r -> r.path("version").asString("").equals(version)).orElse(false);
  }

  /**
   * Asks for something.
   *
   * @param as e-mail address of who asks; null for nobody in particular
   * @return how many requests are on record
   */
  int request(Map<String, ?> body, @Nullable String as) {
    var request =
        request(first, "/requests")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(new TreeMap<>(body))));
    var answer = send(as == null ? request : request.header("X-Proofline-Person", as));
    var told = json(answer);
    if (answer.statusCode() == 503 && told.has("missing")) {
      throw new DoorFailed(
          "Kafka did not take all of it: %d are on record, and these are not, so ask again for them: %s"
              .formatted(told.path("requests").size(), told.path("missing")));
    }
    return json(expected(answer)).path("requests").size();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static String since(JsonNode stuck) {
    return stuck.path("since").asString("");
  }

  private List<URI> others(JsonNode answer) {
    return answer
        .path("instances")
        .valueStream()
        .map(instance -> instance(instance.asString("")))
        .toList();
  }

  private URI instance(String hostAndPort) {
    return URI.create(first.getScheme() + "://" + hostAndPort);
  }

  private JsonNode ask(URI at, String path) {
    return json(expected(send(get(at, path))));
  }

  private Optional<JsonNode> find(URI at, String path) {
    var answer = send(get(at, path));
    return answer.statusCode() == 404 ? Optional.empty() : Optional.of(json(expected(answer)));
  }

  private HttpRequest.Builder get(URI at, String path) {
    return request(at, path).GET();
  }

  private HttpRequest.Builder request(URI at, String path) {
    return HttpRequest.newBuilder(URI.create(at.toString().replaceAll("/+$", "") + path))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    var asked = request.build();
    try {
      return client.send(asked, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new DoorFailed(
          "No processor answers at %s (%s). Is it running? --door URL names another."
              .formatted(asked.uri().getAuthority(), e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DoorFailed("Interrupted while asking " + asked.uri().getAuthority());
    }
  }

  private static HttpResponse<byte[]> expected(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return answer;
    }
    var at = answer.request().uri().getAuthority();
    var said = json(answer).path("error").asString("status " + status);
    throw new DoorFailed(
        switch (status) {
          case 401 ->
              "The door at %s does not take this token: it must be the processor's 'door-token'."
                  .formatted(at);
          case 422 -> "The door at %s refuses this: %s.".formatted(at, said);
          case 503 ->
              "The processor at %s can't answer yet: %s. If it stays so, look at http://%s/actuator/health."
                  .formatted(at, said, at);
          default ->
              "The processor at %s answered %d (%s). Its log says why.".formatted(at, status, said);
        });
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return answer.body().length == 0 ? MissingNode.getInstance() : JSON.readTree(answer.body());
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
