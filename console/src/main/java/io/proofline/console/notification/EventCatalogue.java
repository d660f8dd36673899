package io.proofline.console.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.console.web.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The kinds of events, each with a JSON Schema and a sample. {@code kinds.json} lists them with
 * their forms; a form is the schema of its kinds.
 */
final class EventCatalogue {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String FOLDER = "events/v%d/".formatted(NotificationEvent.VERSION);
  private static final String DESCRIPTION = "description";

  /** What the events of a kind are about. */
  enum EventSubject {
    PHOTOGRAPHS("Photographs"),
    OPERATION("Operation"),
    ADMINISTRATION("Administration");

    private final String title;

    EventSubject(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    private static EventSubject ofForm(String form) {
      return switch (form) {
        case "entry" -> PHOTOGRAPHS;
        case "administrative_entry" -> ADMINISTRATION;
        default -> OPERATION;
      };
    }
  }

  private final InstantSource clock;
  private final Map<String, EventSubject> subjects = new TreeMap<>();
  private final Map<String, ObjectNode> schemas = new TreeMap<>();
  private final Map<String, ObjectNode> samples = new TreeMap<>();

  EventCatalogue(InstantSource clock) {
    this.clock = clock;
    for (var kind : JSON.readTree(text("kinds.json")).properties()) {
      subjects.put(kind.getKey(), EventSubject.ofForm(kind.getValue().path("form").asString()));
      schemas.put(kind.getKey(), schema(kind.getKey(), kind.getValue()));
      samples.put(kind.getKey(), object(text("samples/%s.json".formatted(kind.getKey()))));
    }
  }

  /** Kinds of the same form differ in their names and descriptions only. */
  private static ObjectNode schema(String kind, JsonNode entry) {
    var form = text("forms/%s.schema.json".formatted(entry.path("form").asString()));
    return object(form.replace("{kind}", kind))
        .put(DESCRIPTION, entry.path(DESCRIPTION).asString());
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) JSON.readTree(text);
  }

  private static String text(String file) {
    try {
      return new ClassPathResource(FOLDER + file).getContentAsString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The catalogue of events can't be read", e);
    }
  }

  Set<String> kinds() {
    return Collections.unmodifiableSet(schemas.keySet());
  }

  /** What a kind is about, in a sentence. */
  String description(String kind) {
    return schema(kind).path(DESCRIPTION).asString();
  }

  /** The kinds of a subject, in the order of their names. */
  List<String> kinds(EventSubject subject) {
    return subjects.entrySet().stream()
        .filter(each -> each.getValue() == subject)
        .map(Map.Entry::getKey)
        .toList();
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
