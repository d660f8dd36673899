package io.proofline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * HTTP server with canned answers in place of a stream processor; records the requests it receives.
 */
final class FakeProcessor implements AutoCloseable {

  static final String TOKEN = "let-me-in";

  private static final String RESTORING =
      "{\"error\":\"this instance restores its state from Kafka; 5 of 10 records are restored\"}";

  private final HttpServer server;
  private final Map<String, CannedResponse> answers = new HashMap<>();
  private final Map<String, Integer> restoring = new HashMap<>();
  private final Map<String, Integer> unknown = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> people = new ArrayList<>();

  private record CannedResponse(int status, String body) {}

  FakeProcessor() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
    answers("/requests", 202, "{'requests':['r1']}");
  }

  /** Sets the answer to a path with its query; single quotes become double quotes. */
  FakeProcessor answers(String path, int status, String body) {
    answers.put(path, new CannedResponse(status, body.replace('\'', '"')));
    return this;
  }

  FakeProcessor answers(String path, String body) {
    return answers(path, 200, body);
  }

  /** Makes a path know nothing, a number of times, before it answers. */
  FakeProcessor isUnknown(String path, int times) {
    unknown.put(path, times);
    return this;
  }

  /** Makes a path say, a number of times, that the state is still restored, before it answers. */
  FakeProcessor restores(String path, int times) {
    restoring.put(path, times);
    return this;
  }

  /** {@code host:port}. */
  String instance() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String address() {
    return "http://" + instance();
  }

  /** Bodies of the received requests, with single quotes. */
  List<String> requests() {
    return requests;
  }

  /** E-mail addresses in the received requests. */
  List<String> people() {
    return people;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var requestBody = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (!requestBody.isEmpty()) {
      requests.add(requestBody.replace('"', '\''));
      people.addAll(exchange.getRequestHeaders().getOrDefault("X-Proofline-Person", List.of()));
    }
    var known =
        exchange
            .getRequestHeaders()
            .getOrDefault("Authorization", List.of())
            .contains("Bearer " + TOKEN);
    var cannedResponse =
        known || isOpen(exchange)
            ? answers.getOrDefault(
                exchange.getRequestURI().toString(),
                new CannedResponse(404, "{\"error\":\"unknown\"}"))
            : new CannedResponse(401, "");
    var path = exchange.getRequestURI().toString();
    if (unknown.merge(path, -1, Integer::sum) >= 0) {
      cannedResponse = new CannedResponse(404, "{}");
    }
    if (restoring.merge(path, -1, Integer::sum) >= 0) {
      exchange.getResponseHeaders().add("Retry-After", "0");
      cannedResponse = new CannedResponse(503, RESTORING);
    }
    var body = cannedResponse.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(cannedResponse.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** The health endpoint needs no token. */
  private static boolean isOpen(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().startsWith("/actuator/");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
