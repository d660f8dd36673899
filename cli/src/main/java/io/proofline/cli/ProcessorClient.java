package io.proofline.cli;

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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Client of the stream processor's HTTP API; finds all instances through the first one.
 *
 * <p>Longer than 300 lines because it has a method for each call of the API.
 */
final class ProcessorClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_REDIRECTS = 3;
  private static final int PAGE = 500;

  /** Pause before instances are asked again because a partition moved while they were asked. */
  private static final Duration MOVING_PAUSE = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI firstInstance;
  private final String token;
  private final RestoreWait restoreWait;

  /**
   * @param progress takes a sentence while the client waits for a processor that restores its state
   */
  ProcessorClient(URI first, String token, Consumer<String> progress) {
    this.firstInstance = first;
    this.token = token;
    this.restoreWait = new RestoreWait(progress);
  }

  /**
   * The assets that wait for a person, from all instances that answered.
   *
   * @param errors a sentence for each instance that did not answer
   */
  record StuckAssets(List<JsonNode> entries, List<String> errors) {}

  /** The review of an asset, from the instance that has it; empty if the asset is not known. */
  Optional<JsonNode> review(String asset) {
    var path = "/reviews/" + encode(asset);
    var answer = read(firstInstance, path);
    for (int hop = 0; answer.statusCode() == 421 && hop < MAX_REDIRECTS; hop++) {
      answer = read(instance(json(answer).path("instance").asString("")), path);
    }
    return answer.statusCode() == 404
        ? Optional.empty()
        : Optional.of(json(requireSuccess(answer)));
  }

  /**
   * The assets that wait for a person on all instances, the oldest first.
   *
   * @param why a reason, to get only the assets that wait for it; null for all
   */
  StuckAssets stuck(@Nullable String why) {
    var path = "/stuck" + (why == null ? "" : "?why=" + encode(why));
    while (true) {
      var here = getJson(firstInstance, path);
      var answers = new ArrayList<>(List.of(here));
      var unanswered = new ArrayList<String>();
      for (var other : otherInstances(here)) {
        try {
          answers.add(getJson(other, path));
        } catch (ProcessorClientException e) {
          unanswered.add(e.getMessage() + " Its assets are missing in this list.");
        }
      }
      var missing = unanswered.isEmpty() ? missingPartitions(answers) : List.<Integer>of();
      if (missing.isEmpty() || !restoreWait.pause(MOVING_PAUSE, moved(missing))) {
        missing.stream()
            .findFirst()
            .ifPresent(_ ->
                unanswered.add(
                    moved(missing)
                        + ": their assets are missing in this list. Repeat the command."));
        return new StuckAssets(stuck(answers), unanswered);
      }
    }
  }

  private static List<JsonNode> stuck(List<JsonNode> answers) {
    return answers.stream()
        .flatMap(answer -> answer.path("stuck").valueStream())
        .sorted(Comparator.comparing(ProcessorClient::since))
        .toList();
  }

  /**
   * The partitions that none of the answers covers. Instances are asked one after the other, so a
   * partition that moves in between may be in no answer.
   */
  private static List<Integer> missingPartitions(List<JsonNode> answers) {
    var covered =
        answers.stream()
            .flatMap(answer -> answer.path("partitions").valueStream())
            .map(JsonNode::asInt)
            .collect(Collectors.toSet());
    int count = answers.getFirst().path("partition_count").asInt(0);
    return IntStream.range(0, count).filter(p -> !covered.contains(p)).boxed().toList();
  }

  private static String moved(List<Integer> partitions) {
    return "The partitions %s moved between instances of the stream processor"
        .formatted(partitions);
  }

  /**
   * The assets that wait for a person, complete.
   *
   * @throws ProcessorClientException if an instance did not answer
   */
  List<JsonNode> allStuck(@Nullable String why) {
    var stuck = stuck(why);
    if (!stuck.errors().isEmpty()) {
      throw new ProcessorClientException(
          String.join(" ", stuck.errors()) + " So nothing was done.");
    }
    return stuck.entries();
  }

  /** Ids of the assets that have a file name, from all instances. */
  List<String> assetsNamed(String fileName) {
    var path = "/assets?file_name=" + encode(fileName);
    return findJson(firstInstance, path).stream()
        .flatMap(here ->
            Stream.concat(
                Stream.of(here),
                otherInstances(here).stream().flatMap(other -> findJson(other, path).stream())))
        .flatMap(answer -> answer.path("assets").valueStream())
        .map(found -> found.path("asset").asString(""))
        .sorted()
        .toList();
  }

  /** Passes every asset without a review to a consumer, from all instances. */
  void forEachSnapshot(Consumer<JsonNode> each) {
    var firstPages = new LinkedHashMap<URI, JsonNode>();
    firstPages.put(firstInstance, getJson(firstInstance, "/snapshots?limit=" + PAGE));
    for (var other : otherInstances(firstPages.get(firstInstance))) {
      firstPages.put(other, getJson(other, "/snapshots?limit=" + PAGE));
    }
    var missing = missingPartitions(List.copyOf(firstPages.values()));
    if (!missing.isEmpty()) {
      throw new ProcessorClientException(moved(missing) + ". Repeat the command.");
    }
    firstPages.forEach((at, page) -> forEachSnapshot(at, page, each));
  }

  private void forEachSnapshot(URI at, JsonNode firstPage, Consumer<JsonNode> each) {
    var page = firstPage;
    page.path("snapshots").forEach(each);
    while (page.path("next").isString()) {
      var next = encode(page.path("next").asString());
      page = getJson(at, "/snapshots?limit=%d&after=%s".formatted(PAGE, next));
      if (!page.path("partitions").equals(firstPage.path("partitions"))) {
        throw new ProcessorClientException(
            "Partitions moved between instances of the stream processor while %s was read. Repeat the command."
                .formatted(at.getAuthority()));
      }
      page.path("snapshots").forEach(each);
    }
  }

  /** Whether all instances use a version of the rules. */
  boolean allUseRules(String version) {
    var here = findJson(firstInstance, "/rules");
    return hasVersion(version, here)
        && here.stream()
            .flatMap(rules -> otherInstances(rules).stream())
            .allMatch(other -> hasVersion(version, findJson(other, "/rules")));
  }

  private static boolean hasVersion(String version, Optional<JsonNode> rules) {
    return rules.map(r -> r.path("version").asString("").equals(version)).orElse(false);
  }

  /**
   * Sends a request.
   *
   * @param as e-mail address of the requesting person; null if not known
   * @return how many requests Kafka has recorded
   */
  int request(Map<String, ?> content, @Nullable String as) {
    var request =
        request(firstInstance, "/requests")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(new TreeMap<>(content))));
    var answer = send(as == null ? request : request.header("X-Proofline-Person", as));
    var body = json(answer);
    if (answer.statusCode() == 503 && body.has("missing")) {
      throw new ProcessorClientException(
          "Kafka did not store all requests: %d are recorded. Repeat the command for these: %s"
              .formatted(body.path("requests").size(), body.path("missing")));
    }
    return json(requireSuccess(answer)).path("requests").size();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static String since(JsonNode stuck) {
    return stuck.path("since").asString("");
  }

  private List<URI> otherInstances(JsonNode answer) {
    return answer
        .path("instances")
        .valueStream()
        .map(instance -> instance(instance.asString("")))
        .toList();
  }

  private URI instance(String hostAndPort) {
    return URI.create(firstInstance.getScheme() + "://" + hostAndPort);
  }

  private JsonNode getJson(URI at, String path) {
    return json(requireSuccess(read(at, path)));
  }

  private Optional<JsonNode> findJson(URI at, String path) {
    var answer = read(at, path);
    return answer.statusCode() == 404
        ? Optional.empty()
        : Optional.of(json(requireSuccess(answer)));
  }

  /** The answer to a question; waits a bounded time while the instance restores its state. */
  private HttpResponse<byte[]> read(URI at, String path) {
    var answer = send(request(at, path).GET());
    while (RestoreWait.isRestoring(answer) && restoreWait.pause(answer, cannotAnswer(answer))) {
      answer = send(request(at, path).GET());
    }
    return answer;
  }

  private static String cannotAnswer(HttpResponse<byte[]> answer) {
    return "The stream processor at %s can't answer completely yet: %s"
        .formatted(
            answer.request().uri().getAuthority(),
            json(answer).path("error").asString("status 503"));
  }

  private HttpRequest.Builder request(URI at, String path) {
    return HttpRequest.newBuilder(URI.create(at.toString().replaceAll("/+$", "") + path))
        .timeout(REQUEST_TIMEOUT)
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    var built = request.build();
    try {
      return client.send(built, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new ProcessorClientException(
          "No stream processor answers at %s (%s). To see which services run: proofline health"
              .formatted(built.uri().getAuthority(), e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessorClientException("Interrupted while asking " + built.uri().getAuthority());
    }
  }

  private static HttpResponse<byte[]> requireSuccess(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return answer;
    }
    var at = answer.request().uri().getAuthority();
    var error = json(answer).path("error").asString("status " + status);
    throw new ProcessorClientException(
        switch (status) {
          case 401 ->
              "The stream processor at %s rejects this token. It must be the processor's 'door-token': --data DIR of its installation, or --token-file FILE."
                  .formatted(at);
          case 422 -> "The stream processor at %s rejects this request: %s.".formatted(at, error);
          case 503 ->
              "%s. Nothing is lost. To see how far it is: proofline health; then repeat the command."
                  .formatted(cannotAnswer(answer));
          default ->
              "The stream processor at %s answered %d (%s). Its log has the cause."
                  .formatted(at, status, error);
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
