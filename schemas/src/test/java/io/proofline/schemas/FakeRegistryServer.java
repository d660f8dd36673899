package io.proofline.schemas;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server for the calls of Confluent's protocol that clients make, with the schemas of one test.
 */
final class FakeRegistryServer implements AutoCloseable {

  record Answer(int status, String body) {}

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private final List<Schema> schemas = new ArrayList<>();
  private final List<String> registered = new ArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile @Nullable Answer forced;
  private volatile @Nullable Answer forcedOnce;
  private volatile @Nullable String wanted;

  FakeRegistryServer() {
    this(plain());
  }

  private FakeRegistryServer(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.start();
  }

  /** Serves TLS only, and with {@code wantsCertificate} requires a known client certificate. */
  static FakeRegistryServer overTls(SSLContext context, boolean wantsCertificate) {
    try {
      var server = HttpsServer.create(anyPort(), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              var wanted = context.getDefaultSSLParameters();
              wanted.setNeedClientAuth(wantsCertificate);
              parameters.setSSLParameters(wanted);
            }
          });
      return new FakeRegistryServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer plain() {
    try {
      return HttpServer.create(anyPort(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  URI address() {
    var scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Requires this authorization from now on. */
  void requireAuthorization(String authorization) {
    wanted = authorization;
  }

  /** Method and path of each call, in order. */
  List<String> calls() {
    return calls;
  }

  /** Gives every call this response from now on. */
  void respondAlways(int status, String body) {
    forced = new Answer(status, body);
  }

  /** Gives the next call this response. */
  void respondOnce(int status, String body) {
    forcedOnce = new Answer(status, body);
  }

  /** Answers calls from the registered schemas from now on. */
  void respondNormally() {
    forced = null;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(exchange.getRequestMethod() + " " + path);
    var said = exchange.getRequestHeaders().getFirst("Authorization");
    if (wanted != null && !wanted.equals(said)) {
      send(exchange, no(401, 401, "Unauthorized"));
      return;
    }
    var once = forcedOnce;
    forcedOnce = null;
    var always = once == null ? forced : once;
    send(exchange, always == null ? answer(exchange.getRequestMethod(), path, body) : always);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer answer(String method, String path, String body) {
    var parts = path.substring(1).split("/", -1);
    if (method.equals("GET") && path.startsWith("/schemas/ids/")) {
      return byId(Integer.parseInt(parts[2]));
    }
    if (method.equals("POST") && path.endsWith("/versions")) {
      return register(parts[1], schemaIn(body));
    }
    return method.equals("POST") ? idOf(parts[1], schemaIn(body)) : no(404, 404, "HTTP 404");
  }

  private Answer register(String subject, Schema schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    int id = schemas.indexOf(schema) + 1;
    registered.add(subject + id);
    return ok(Map.of("id", id));
  }

  private Answer idOf(String subject, Schema schema) {
    int id = schemas.indexOf(schema) + 1;
    if (!registered.contains(subject + id)) {
      return no(404, 40403, "Schema not found");
    }
    return ok(Map.of("subject", subject, "id", id, "version", 1, "schema", schema.toString()));
  }

  private Answer byId(int id) {
    return id >= 1 && id <= schemas.size()
        ? ok(Map.of("schema", schemas.get(id - 1).toString()))
        : no(404, 40403, "Schema %d not found".formatted(id));
  }

  private static Schema schemaIn(String body) {
    return new Schema.Parser().parse(JSON.readTree(body).path("schema").asString());
  }

  private static Answer ok(Map<String, ?> body) {
    return new Answer(200, JSON.writeValueAsString(body));
  }

  private static Answer no(int status, int code, String message) {
    return new Answer(
        status, JSON.writeValueAsString(Map.of("error_code", code, "message", message)));
  }
}
