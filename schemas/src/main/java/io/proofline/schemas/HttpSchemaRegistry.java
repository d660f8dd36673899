package io.proofline.schemas;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A registry that speaks Confluent's REST protocol, at one address. */
public final class HttpSchemaRegistry implements SchemaRegistry, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI base;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  /** Touches no network; {@code base} is the address before {@code /subjects}. */
  public HttpSchemaRegistry(URI base) {
    this.base = URI.create(base.toString().replaceFirst("/+$", ""));
  }

  @Override
  public int register(String subject, Schema schema) {
    return ids.computeIfAbsent(
        new Registered(subject, schema), r -> post(r, "/subjects/%s/versions"));
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return ids.computeIfAbsent(new Registered(subject, schema), r -> post(r, "/subjects/%s"));
  }

  @Override
  public Schema byId(int id) {
    return schemas.computeIfAbsent(id, this::fetch);
  }

  @Override
  public void close() {
    http.close();
  }

  private int post(Registered registered, String path) {
    var subject = URLEncoder.encode(registered.subject(), StandardCharsets.UTF_8);
    var body = JSON.writeValueAsString(Map.of("schema", registered.schema().toString()));
    var what = "schema of subject " + registered.subject();
    return ask(
        request(path.formatted(subject)).POST(BodyPublishers.ofString(body)),
        what,
        answer -> answer.required("id").intValue());
  }

  private Schema fetch(int id) {
    var text =
        ask(
            request("/schemas/ids/" + id).GET(),
            "schema " + id,
            answer -> answer.required("schema").stringValue());
    try {
      return new Schema.Parser().parse(text);
    } catch (AvroRuntimeException e) {
      throw new RegistryRefused("Schema %d at %s is no Avro schema".formatted(id, base));
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(ANSWER)
        .header("Accept", MEDIA_TYPE)
        .header("Content-Type", MEDIA_TYPE);
  }

  private <A> A ask(HttpRequest.Builder request, String what, Function<JsonNode, A> part) {
    try {
      return part.apply(read(http.send(request.build(), BodyHandlers.ofString()), what));
    } catch (JacksonException e) {
      throw new RegistryUnavailable(
          "What answers at %s for the %s is no schema registry".formatted(base, what), e);
    } catch (IOException e) {
      throw new RegistryUnavailable(
          "No answer from the schema registry at %s for the %s; is it running?"
              .formatted(base, what),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailable("Interrupted while asking for the " + what, e);
    }
  }

  private JsonNode read(HttpResponse<String> response, String what) {
    int status = response.statusCode();
    if (status == 200) {
      return JSON.readTree(response.body());
    }
    var answer =
        "The schema registry at %s answered %d for the %s: %s"
            .formatted(base, status, what, response.body());
    if (status == 429 || status >= 500) {
      throw new RegistryUnavailable(answer);
    }
    throw new RegistryRefused(answer);
  }

  private record Registered(String subject, Schema schema) {}
}
