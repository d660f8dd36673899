package io.proofline.workers.ziflow;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A subscription to Ziflow's events.
 *
 * @param types of proof events, as Ziflow's keys
 * @param key signs the deliveries; null where Ziflow does not tell it
 */
public record Webhook(
    String id,
    String name,
    String target,
    boolean active,
    List<String> types,
    @Nullable Secret key) {

  /** The types of proof events that we live on. */
  public static final List<String> TYPES =
      List.of(
          "created",
          "processed",
          "status_change",
          "decision",
          "comment",
          "deleted",
          "restored",
          "complete_review",
          "changed");

  /** Read leniently; the id is empty where there is none. */
  static Webhook of(JsonNode hook) {
    var key = Texts.text(hook, "webhook_signature_key", "signature_key");
    return new Webhook(
        orEmpty(Texts.text(hook, "id", "subscription_id")),
        orEmpty(Texts.text(hook, "name")),
        orEmpty(Texts.text(hook, "target")),
        Texts.flag(hook, "active"),
        types(hook.path("subscription_types").path("proof")),
        key == null
                || key.isBlank()
                || key.startsWith("file:") // what comes from outside names no file
            ? null
            : Secret.of(key));
  }

  /** Open question: whether the list is bare, as the docs say, or in an envelope. */
  static List<Webhook> list(JsonNode answer) {
    var list = answer.isArray() ? answer : answer.path("webhooks");
    return list.isArray() ? list.valueStream().map(Webhook::of).toList() : List.of();
  }

  /**
   * What is sent to make one: active, which it is not by itself, and signed with a key of its own.
   */
  static Map<String, Object> body(String name, String target) {
    var proof = TYPES.stream().collect(Collectors.toMap(type -> type, _ -> true));
    return Map.of(
        "name",
        name,
        "target",
        target,
        "active",
        true,
        "generate_signature_key",
        true,
        "subscription_types",
        Map.of("proof", proof));
  }

  private static List<String> types(JsonNode proof) {
    return proof
        .propertyStream()
        .map(Map.Entry::getKey)
        .filter(type -> Texts.flag(proof, type))
        .sorted()
        .toList();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
