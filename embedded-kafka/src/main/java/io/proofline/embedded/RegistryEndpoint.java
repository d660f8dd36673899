package io.proofline.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** HTTP handler for Confluent's REST protocol, for the requests that serializers and people use. */
final class RegistryEndpoint implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryEndpoint.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Subjects subjects;
  private final List<Operation> routes;

  RegistryEndpoint(Subjects subjects) {
    this.subjects = subjects;
    this.routes =
        List.of(
            route("GET", "/", (_, _) -> Map.of()),
            route("GET", "/config", (_, _) -> Map.of("compatibilityLevel", "BACKWARD")),
            route("GET", "/schemas/types", (_, _) -> List.of("AVRO")),
            route("GET", "/schemas/ids/(\\d{1,9})", (path, _) -> byId(path)),
            route("GET", "/subjects", (_, _) -> subjects.names()),
            route("POST", "/subjects/([^/]+)", this::find),
            route("GET", "/subjects/([^/]+)/versions", (path, _) -> versions(path)),
            route("POST", "/subjects/([^/]+)/versions", this::register),
            route("GET", "/subjects/([^/]+)/versions/([^/]+)", (path, _) -> version(path)),
            route("POST", "/compatibility/subjects/([^/]+)/versions/([^/]+)", this::compatibility));
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      respond(exchange);
    }
  }

  private void respond(HttpExchange exchange) throws IOException {
    try {
      send(exchange, 200, answer(exchange));
    } catch (RegistryApiException e) {
      send(exchange, e.status(), new ErrorBody(e.code(), e.text()));
    } catch (JacksonException e) {
      send(exchange, 400, new ErrorBody(400, "The body is not a JSON object"));
    } catch (RuntimeException e) {
      LOG.error("The schema registry failed", e);
      send(
          exchange, 500, new ErrorBody(50001, "The schema registry failed; its log has the cause"));
    }
  }

  private Object answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getRawPath();
    for (var operation : routes) {
      var found = operation.path().matcher(path);
      if (operation.method().equals(exchange.getRequestMethod()) && found.matches()) {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        return operation.answer().apply(found.toMatchResult(), body);
      }
    }
    throw RegistryApiException.noSuchPath();
  }

  private Object byId(MatchResult path) {
    return Map.of("schema", subjects.byId(Integer.parseInt(path.group(1))).schema());
  }

  private Object versions(MatchResult path) {
    return subjects.versions(part(path, 1)).stream().map(RegisteredSchema::version).toList();
  }

  private Object version(MatchResult path) {
    return subjects.version(part(path, 1), part(path, 2));
  }

  private Object find(MatchResult path, String body) {
    return subjects.find(part(path, 1), schema(body));
  }

  private Object register(MatchResult path, String body) {
    return Map.of("id", subjects.register(part(path, 1), schema(body)).id());
  }

  private Object compatibility(MatchResult path, String body) {
    var version = subjects.version(part(path, 1), part(path, 2));
    return Map.of("is_compatible", subjects.incompatibilities(version, schema(body)).isEmpty());
  }

  private static String schema(String body) {
    var request = JSON.readTree(body);
    var type = request.path("schemaType").asString("AVRO");
    if (!type.equals("AVRO") || !request.path("references").isEmpty()) {
      throw RegistryApiException.invalidSchema(
          "this registry keeps Avro schemas without references");
    }
    return request.path("schema").asString("");
  }

  private static String part(MatchResult path, int group) {
    return URLDecoder.decode(path.group(group), UTF_8);
  }

  private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
    var bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Operation route(
      String method, String path, BiFunction<MatchResult, String, Object> answer) {
    return new Operation(method, Pattern.compile(path), answer);
  }

  private record Operation(
      String method, Pattern path, BiFunction<MatchResult, String, Object> answer) {}

  private record ErrorBody(@JsonProperty("error_code") int code, String message) {}
}
