package io.proofline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * HTTP server in place of a console: finds reviews as the API does, takes requests, and gives
 * canned answers to other calls; records the changes that it receives.
 */
final class FakeConsole implements AutoCloseable {

  static final String TOKEN = "let-me-in";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String API = "/api/v1";

  private final HttpServer server;
  private final Map<String, JsonNode> reviews = new TreeMap<>();
  private final Map<String, CannedResponse> answers = new HashMap<>();
  private final Map<String, Integer> unknown = new HashMap<>();
  private final List<String> changes = new ArrayList<>();
  private int unavailable;
  private int page = 500;

  private record CannedResponse(int status, String body) {}

  FakeConsole() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Adds a review with an id; single quotes become double quotes. */
  FakeConsole review(String id, String fields) {
    var review = (ObjectNode) json(fields);
    reviews.put(id, review.put("asset_id", id));
    return this;
  }

  /** Sets the answer to a path with its query, below the API's. */
  FakeConsole answers(String path, int status, String body) {
    answers.put(path, new CannedResponse(status, body.replace('\'', '"')));
    return this;
  }

  FakeConsole answers(String path, String body) {
    return answers(path, 200, body);
  }

  /** Makes a review unknown, a number of times, before it is found. */
  FakeConsole isUnknown(String id, int times) {
    unknown.put(id, times);
    return this;
  }

  /** Says a number of times that the read model is not complete, before it answers. */
  FakeConsole isIncomplete(int times) {
    unavailable = times;
    return this;
  }

  /** Sets the largest page. */
  FakeConsole pagesOf(int items) {
    page = items;
    return this;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The bodies of changes in their order, with single quotes; a deletion as its path. */
  List<String> changes() {
    return changes;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var answer = answer(exchange, body);
    if (answer.status() / 100 == 2 && !body.isEmpty() && !body.contains("\"dry_run\":true")) {
      changes.add(body.replace('"', '\''));
    }
    var bytes = answer.body().getBytes(UTF_8);
    if (answer.status() == 503) {
      exchange.getResponseHeaders().add("Retry-After", "0");
    }
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private CannedResponse answer(HttpExchange exchange, String body) {
    var full = exchange.getRequestURI().toString();
    if (!full.startsWith(API)) {
      return answers.getOrDefault(full, problem(404, "not-found", "Nothing is here."));
    }
    var token = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + TOKEN).equals(token)) {
      return problem(401, "unauthenticated", "This token is not known.");
    }
    if (unavailable-- > 0) {
      return problem(503, "read-model-incomplete", "5 of 10 records are read.");
    }
    var path = full.substring(API.length());
    if (exchange.getRequestMethod().equals("DELETE")) {
      changes.add("DELETE " + path);
      return new CannedResponse(204, "");
    }
    if (answers.containsKey(path)) {
      return answers.get(path);
    }
    return path.startsWith("/requests") ? accepted(json(body)) : reviews(path);
  }

  private CannedResponse accepted(JsonNode request) {
    var assets =
        request.path("assets").isArray()
            ? request.path("assets").valueStream().map(each -> each.asString()).toList()
            : List.of(request.path("asset").asString(""));
    var answer = JSON.createObjectNode();
    var requests = answer.putArray("requests");
    assets.forEach(asset ->
        requests
            .addObject()
            .put("asset_id", asset)
            .put("state", "applied")
            .put("id", "r-" + asset));
    return new CannedResponse(202, answer.toString());
  }

  private CannedResponse reviews(String path) {
    if (path.startsWith("/reviews/")) {
      var id = path.substring("/reviews/".length());
      var review = unknown.merge(id, -1, Integer::sum) >= 0 ? null : reviews.get(id);
      return review == null
          ? problem(404, "not-found", "Nothing is known of asset " + id + ".")
          : new CannedResponse(200, JSON.createObjectNode().set("review", review).toString());
    }
    if (!path.startsWith("/reviews?")) {
      return problem(404, "not-found", "Nothing is at this address.");
    }
    return list(path.substring("/reviews?".length()));
  }

  private CannedResponse list(String query) {
    var parameters = new HashMap<String, List<String>>();
    Arrays.stream(query.split("&"))
        .map(each -> each.split("=", 2))
        .forEach(each ->
            parameters
                .computeIfAbsent(each[0], _ -> new ArrayList<>())
                .add(URLDecoder.decode(each[1], UTF_8)));
    if (parameters.getOrDefault("waits", List.of()).contains("late")) {
      return problem(422, "invalid-request", "'waits' is late; allowed are stuck, held");
    }
    var found = reviews.values().stream().filter(each -> isMatch(each, parameters)).toList();
    if (parameters.containsKey("sort") && parameters.get("sort").contains("longest_waiting")) {
      found = found.stream().sorted((a, b) -> since(a).compareTo(since(b))).toList();
    }
    int from = Integer.parseInt(parameters.getOrDefault("cursor", List.of("0")).getFirst());
    int to = Math.min(found.size(), from + page);
    var answer = JSON.createObjectNode();
    var items = answer.putArray("items");
    IntStream.range(from, to).mapToObj(found::get).forEach(items::add);
    answer.put("next_cursor", to < found.size() ? Integer.toString(to) : null);
    return new CannedResponse(200, answer.toString());
  }

  private static String since(JsonNode review) {
    return review.path("waits_since").asString("");
  }

  private static boolean isMatch(JsonNode review, Map<String, List<String>> parameters) {
    var waits = parameters.getOrDefault("waits", List.of());
    var isWaiting = !review.path("waits").asString("nobody").equals("nobody");
    return isOneOf(review, "asset_id", parameters.get("asset"))
        && isOneOf(review, "state", parameters.get("state"))
        && (waits.contains("any") ? isWaiting : waits.isEmpty() || isOneOf(review, "waits", waits))
        && Stream.ofNullable(parameters.get("q"))
            .flatMap(List::stream)
            .allMatch(text -> lower(review.path("file_name").asString("")).contains(lower(text)));
  }

  private static boolean isOneOf(JsonNode review, String field, List<String> values) {
    return values == null || values.contains(review.path(field).asString(""));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static CannedResponse problem(int status, String type, String detail) {
    var problem = JSON.createObjectNode();
    problem.put("type", "urn:proofline:problem:" + type);
    problem.put("title", "Title of " + status);
    problem.put("status", status);
    problem.put("detail", detail);
    return new CannedResponse(status, problem.toString());
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
