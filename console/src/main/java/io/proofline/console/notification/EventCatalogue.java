package io.proofline.console.notification;

import io.proofline.console.web.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of events, each with a JSON Schema and a sample. */
final class EventCatalogue {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SCHEMA = ".schema.json";
  private static final String SAMPLE = ".sample.json";
  private static final String FOLDER =
      "classpath:events/v%d/*".formatted(NotificationEvent.VERSION);

  private final InstantSource clock;
  private final Map<String, ObjectNode> schemas = new TreeMap<>();
  private final Map<String, ObjectNode> samples = new TreeMap<>();

  EventCatalogue(InstantSource clock) {
    this.clock = clock;
    read(SCHEMA, schemas);
    read(SAMPLE, samples);
  }

  private static void read(String suffix, Map<String, ObjectNode> documents) {
    try {
      for (var file : new PathMatchingResourcePatternResolver().getResources(FOLDER + suffix)) {
        var name = String.valueOf(file.getFilename());
        documents.put(name.substring(0, name.length() - suffix.length()), read(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The catalogue of events can't be read", e);
    }
  }

  private static ObjectNode read(Resource file) throws IOException {
    try (InputStream content = file.getInputStream()) {
      return (ObjectNode) JSON.readTree(content);
    }
  }

  Set<String> kinds() {
    return Collections.unmodifiableSet(schemas.keySet());
  }

  /** The schema of the whole event of a kind. */
  ObjectNode schema(String kind) {
    return known(schemas, kind);
  }

  /** A made-up event of a kind, as it is sent. */
  ObjectNode sample(String kind) {
    return known(samples, kind);
  }

  private static ObjectNode known(Map<String, ObjectNode> documents, String kind) {
    var document = documents.get(kind);
    if (document == null) {
      throw ApiException.invalid(
          "There is no kind '%.80s'. GET /api/v1/event-kinds lists all.".formatted(kind));
    }
    return document.deepCopy();
  }

  /**
   * A new event that is a kind's sample but for its id and its time.
   *
   * @throws ApiException if there is no such kind
   */
  NotificationEvent example(String kind) {
    var sample = sample(kind);
    var id = "example:" + UUID.randomUUID();
    Instant now = clock.instant();
    return new NotificationEvent(
        id,
        kind,
        now,
        sample.path("subject").asString(null),
        (ObjectNode) sample.path("data"),
        id,
        now.toEpochMilli());
  }
}
