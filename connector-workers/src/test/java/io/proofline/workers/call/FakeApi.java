package io.proofline.workers.call;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A local server with canned answers; the next answer can be replaced. */
public abstract class FakeApi implements AutoCloseable {

  protected static final JsonMapper JSON = JsonMapper.shared();

  /** Every request as {@code METHOD path?query}, in order. */
  public final List<String> journal = new CopyOnWriteArrayList<>();

  private final Queue<Reply> overrides = new ArrayDeque<>();
  private final HttpServer server;

  /** A received request. */
  public record ReceivedRequest(
      String method,
      String path,
      Map<String, String> query,
      com.sun.net.httpserver.Headers headers,
      String body) {

    public JsonNode json() {
      return JSON.readTree(body);
    }

    public Map<String, String> form() {
      return parameters(body);
    }
  }

  /** An answer. */
  public record Reply(int status, Map<String, String> headers, byte[] body) {

    public static Reply of(int status, Object body) {
      return new Reply(status, Map.of(), JSON.writeValueAsBytes(body));
    }

    public static Reply ok(Object body) {
      return of(200, body);
    }

    public Reply with(String header, String value) {
      var all = new HashMap<>(headers);
      all.put(header, value);
      return new Reply(status, all, body);
    }
  }

  @SuppressWarnings("this-escape") // no request arrives before the constructors are done
  protected FakeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next request gets this answer, regardless of its path. */
  public synchronized void replyOnce(Reply reply) {
    overrides.add(reply);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  protected abstract Reply answer(ReceivedRequest receivedRequest);

  private synchronized Reply overridden() {
    return overrides.poll();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      var receivedRequest =
          new ReceivedRequest(
              exchange.getRequestMethod(),
              uri.getPath(),
              parameters(uri.getRawQuery()),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), charset(exchange)));
      journal.add(receivedRequest.method() + " " + uri);
      var override = overridden();
      var reply = override == null ? answer(receivedRequest) : override;
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    } catch (RuntimeException e) {
      e.printStackTrace();
      throw e;
    }
  }

  /** Bytes are decoded without loss. */
  private static Charset charset(HttpExchange exchange) {
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type != null && type.startsWith("multipart/")
        ? StandardCharsets.ISO_8859_1
        : StandardCharsets.UTF_8;
  }

  private static Map<String, String> parameters(String text) {
    var found = new HashMap<String, String>();
    if (text != null && !text.isEmpty()) {
      for (String pair : text.split("&")) {
        var parts = pair.split("=", 2);
        found.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
      }
    }
    return found;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
