package io.proofline.console.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of webhooks, which verifies signatures by the library of Standard Webhooks. */
public final class WebhookReceiver implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Answer> answers = _ -> Answer.OK;

  public WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::receive);
    server.start();
  }

  /** An answer, with further headers. */
  public record Answer(int status, Map<String, String> headers) {

    public static final Answer OK = new Answer(204, Map.of());

    public static Answer of(int status) {
      return new Answer(status, Map.of());
    }
  }

  /** A call. */
  public record Received(
      String path, String id, String timestamp, String signature, String body, Instant at) {

    public JsonNode json() {
      return JSON.readTree(body);
    }

    public String event() {
      var data = json().path("data");
      return data.path("asset_id").asString("") + data.path("sequence").asInt(0);
    }

    /** Whether a receiver with a secret accepts the call. */
    public boolean isSignedWith(String secret) {
      var headers =
          Map.of(
              "webhook-id", List.of(id),
              "webhook-timestamp", List.of(timestamp),
              "webhook-signature", List.of(signature));
      try {
        new Webhook(secret).verify(body, HttpHeaders.of(headers, (_, _) -> true));
        return true;
      } catch (WebhookVerificationException _) {
        return false;
      } catch (EmptyWebhookSecretException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }

  /** Answers calls from now on by their content. */
  public void answer(Function<Received, Answer> by) {
    answers = by;
  }

  public String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(port(), path);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The calls of a path so far, the oldest first. */
  public List<Received> at(String path) {
    return received.stream().filter(each -> each.path().equals(path)).toList();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var call =
          new Received(
              exchange.getRequestURI().getPath(),
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              headers.getFirst("webhook-signature"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8),
              Instant.now());
      received.add(call);
      var answer = answers.apply(call);
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.sendResponseHeaders(answer.status(), -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
