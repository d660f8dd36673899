package io.proofline.console.notification;

import io.proofline.console.page.AuditSentence;
import io.proofline.console.page.Sentences;
import io.proofline.console.pause.PauseTarget;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An event as a sentence for people. It names photographs by their files, and no person. */
final class EventSentence {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST = 2_000;
  private static final Map<String, String> SOURCES =
      Map.of("ziflow_webhooks", "Ziflow's webhooks", "library_polls", "The polls of the library");

  private EventSentence() {}

  /** The asset that an event is about; null for none. */
  static @Nullable String subject(String body) {
    return JSON.readTree(body).path("subject").asString(null);
  }

  /**
   * The sentence of an event.
   *
   * @param fileName of its asset; null if it is not known, or for none
   */
  static String of(String body, @Nullable String fileName) {
    var event = JSON.readTree(body);
    var sentence = sentence(event, fileName);
    var whole =
        event.path("id").asString("").startsWith("example:") ? "Example: " + sentence : sentence;
    return whole.length() > LONGEST ? whole.substring(0, LONGEST) + "…" : whole;
  }

  private static String sentence(JsonNode event, @Nullable String fileName) {
    var data = event.path("data");
    return switch (event.path("kind").asString()) {
      case "pause_started" -> "%s is paused.".formatted(target(data));
      case "pause_ended" -> "%s is not paused any more.".formatted(target(data));
      case "waiting_started" ->
          "%s: %s in all."
              .formatted(
                  Sentences.cause(text(data, "cause")),
                  Sentences.count(data.path("assets").asLong(), "photograph"));
      case "waiting_ended" -> "%s: none any more.".formatted(Sentences.cause(text(data, "cause")));
      case "subscription_exhausted" ->
          "The subscription “%s” did not take an event, which was given up."
              .formatted(text(data, "name"));
      case "subscription_recovered" ->
          "The subscription “%s” takes events again.".formatted(text(data, "name"));
      case "source_silent" ->
          "%s are silent for longer than usual; the last was at %s."
              .formatted(source(data), text(data, "last_heard_at"));
      case "source_heard_again" -> "%s are heard again.".formatted(source(data));
      default -> entry((ObjectNode) data, fileName);
    };
  }

  private static String target(JsonNode data) {
    return Sentences.name(PauseTarget.parse(text(data, "target")).title());
  }

  private static String source(JsonNode data) {
    var source = text(data, "source");
    return SOURCES.getOrDefault(source, source);
  }

  private static String text(JsonNode data, String field) {
    return Sentences.name(data.path(field).asString(""));
  }

  private static String entry(ObjectNode data, @Nullable String fileName) {
    if (data.path("person_id").isString()) {
      data.put("name", "Somebody");
    }
    var sentence = AuditSentence.of(data, Map.of(), fileName);
    var text =
        sentence.person().isEmpty() ? sentence.text() : sentence.person() + " " + sentence.text();
    if (!sentence.isAboutAsset()) {
      return Sentences.name(text);
    }
    var photograph = sentence.fileName() == null ? sentence.assetId() : sentence.fileName();
    return "%s: %s".formatted(photograph, Sentences.name(text));
  }
}
