package io.proofline.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Client of a schema registry that speaks Confluent's REST protocol. It tries several addresses in
 * turn, beginning with the one that answered last. Connections time out after 2 s, answers after 5
 * s. An answer has at most 16 MiB.
 *
 * <p>An answer counts as a refusal only if it has an error code of the protocol. Any other 4xx,
 * such as the 404 of a proxy or of an address without its path, says nothing about a schema: the
 * registry is unavailable. A refused registration is repeated once, since Apicurio's refusal of a
 * known schema may only mean that it was still reading its own topic.
 */
public final class HttpSchemaRegistry implements SchemaRegistry, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;
  private static final String NO_REGISTRY =
      " (no error code of a schema registry). Does kafka.registry have the whole address?"
          + " Apicurio's ends with /apis/ccompat/v7.";
  private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String VERSIONS = "/subjects/%s/versions";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<URI> bases;
  private final RegistryAccess access;
  private final UnknownSchemas unknownSchemas;
  private final HttpClient http;
  private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private volatile int currentBase;

  /**
   * Opens no connection yet.
   *
   * @param base the address before {@code /subjects}
   */
  public HttpSchemaRegistry(URI base) {
    this(List.of(base), RegistryAccess.OPEN, UnknownSchemas.believed());
  }

  HttpSchemaRegistry(List<URI> bases, RegistryAccess access, UnknownSchemas unknownSchemas) {
    this.bases =
        bases.stream().map(base -> URI.create(base.toString().replaceFirst("/+$", ""))).toList();
    this.access = access;
    this.unknownSchemas = unknownSchemas;
    var client = HttpClient.newBuilder().connectTimeout(CONNECT);
    access.tls().ifPresent(client::sslContext);
    this.http = client.build();
  }

  @Override
  public int register(String subject, Schema schema) {
    return ids.computeIfAbsent(new SubjectSchema(subject, schema), this::registerNow);
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return ids.computeIfAbsent(new SubjectSchema(subject, schema), r -> post(r, "/subjects/%s"));
  }

  @Override
  public Schema byId(int id) {
    return schemas.computeIfAbsent(id, this::fetch);
  }

  @Override
  public void close() {
    http.close();
  }

  private int registerNow(SubjectSchema subjectSchema) {
    try {
      return post(subjectSchema, VERSIONS);
    } catch (RegistryRefusedException _) {
      return post(subjectSchema, VERSIONS);
    }
  }

  private int post(SubjectSchema subjectSchema, String path) {
    var subject = URLEncoder.encode(subjectSchema.subject(), StandardCharsets.UTF_8);
    var body = JSON.writeValueAsString(Map.of("schema", subjectSchema.schema().toString()));
    var what = "schema of subject " + subjectSchema.subject();
    return call(
        path.formatted(subject),
        request -> request.POST(BodyPublishers.ofString(body)),
        what,
        answer -> answer.required("id").intValue());
  }

  private Schema fetch(int id) {
    var text = fetchText(id);
    try {
      return new Schema.Parser().parse(text);
    } catch (AvroRuntimeException e) {
      throw new RegistryRefusedException(
          "Schema %d at %s is no Avro schema".formatted(id, bases.get(currentBase)));
    }
  }

  private String fetchText(int id) {
    try {
      return call(
          "/schemas/ids/" + id,
          HttpRequest.Builder::GET,
          "schema " + id,
          answer -> answer.required("schema").stringValue());
    } catch (RegistryRefusedException e) {
      if (unknownSchemas.mayBeLoading()) {
        throw new RegistryUnavailableException(
            e.getMessage() + ". It may still be loading its schemas, and is asked again.");
      }
      throw e;
    }
  }

  private <A> A call(
      String path,
      UnaryOperator<HttpRequest.Builder> method,
      String what,
      Function<JsonNode, A> part) {
    var failures = new ArrayList<RegistryUnavailableException>();
    int first = currentBase;
    for (int i = 0; i < bases.size(); i++) {
      int at = (first + i) % bases.size();
      try {
        var answer = callAt(bases.get(at), path, method, what, part);
        currentBase = at;
        return answer;
      } catch (RegistryUnavailableException e) {
        failures.add(e);
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    unknownSchemas.registryAway();
    throw RegistryUnavailableException.all(failures);
  }

  private <A> A callAt(
      URI base,
      String path,
      UnaryOperator<HttpRequest.Builder> method,
      String what,
      Function<JsonNode, A> part) {
    try {
      var request = method.apply(request(base, path)).build();
      var response = http.send(request, BodyHandlers.ofInputStream());
      var body = readBody(base, response.body(), what);
      return part.apply(read(base, response.statusCode(), body, what));
    } catch (JacksonException e) {
      throw new RegistryUnavailableException(
          "The server at %s that answered for the %s is no schema registry".formatted(base, what),
          e);
    } catch (SSLException e) {
      throw new RegistryUnavailableException(
          ("No TLS connection to the schema registry at %s for the %s (%s). Does"
                  + " kafka.client.schema.registry.ssl.truststore.location hold its certificate?")
              .formatted(base, what, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          "No answer from the schema registry at %s for the %s; is it running?"
              .formatted(base, what),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("Interrupted while asking for the " + what, e);
    }
  }

  private HttpRequest.Builder request(URI base, String path) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(ANSWER)
            .header("Accept", MEDIA_TYPE)
            .header("Content-Type", MEDIA_TYPE);
    access.authorization().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private static String readBody(URI base, InputStream body, String what) throws IOException {
    try (body) {
      var bytes = body.readNBytes(MAX_ANSWER_BYTES + 1);
      if (bytes.length > MAX_ANSWER_BYTES) {
        throw new RegistryUnavailableException(
            "The answer of the schema registry at %s for the %s has more than %d bytes"
                .formatted(base, what, MAX_ANSWER_BYTES));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * A 401 or 403 says nothing about the schema, so the caller retries until the access is fixed.
   */
  private static JsonNode read(URI base, int status, String body, String what) {
    if (status == 200) {
      return JSON.readTree(body);
    }
    if (status == 401 || status == 403) {
      throw new RegistryUnavailableException(
          ("The schema registry at %s refuses access: it answered %d for the %s. Set"
                  + " kafka.client.schema.registry.basic.auth.user.info to USER:PASSWORD.")
              .formatted(base, status, what));
    }
    var answer =
        "The schema registry at %s answered %d for the %s: %s".formatted(base, status, what, body);
    if (isRefusal(status, body)) {
      throw new RegistryRefusedException(answer);
    }
    throw new RegistryUnavailableException(status == NOT_FOUND ? answer + NO_REGISTRY : answer);
  }

  /** A 404 with the code 404 means an unknown path; an unknown schema or subject has 404xx. */
  private static boolean isRefusal(int status, String body) {
    int code = errorCode(body);
    return switch (status) {
      case 400, 409, 422 -> code > 0;
      case NOT_FOUND -> code / 100 == NOT_FOUND;
      default -> false;
    };
  }

  private static int errorCode(String body) {
    try {
      return JSON.readTree(body).path("error_code").asInt(0);
    } catch (JacksonException _) {
      return 0;
    }
  }

  private record SubjectSchema(String subject, Schema schema) {}
}
