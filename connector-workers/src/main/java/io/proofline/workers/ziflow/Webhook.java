package io.proofline.workers.ziflow;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.LenientJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A subscription to Ziflow's proof events.
 *
 * @param target the address that receives deliveries
 * @param active whether Ziflow delivers
 * @param eventTypes of proof events, as Ziflow's keys
 * @param key signs the deliveries; null if Ziflow does not return it
 */
public record Webhook(
    String id,
    String name,
    String target,
    boolean active,
    List<String> eventTypes,
    @Nullable Secret key) {

  /** The types of proof events that Proofline needs. */
  public static final List<String> REQUIRED_EVENT_TYPES =
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

  /** The form of a key that Ziflow accepts from a caller. */
  private static final Pattern ACCEPTED_KEY = Pattern.compile("[A-Za-z0-9\\\\-]{1,255}");

  /** Parses a webhook leniently; its id is empty if there is none. */
  static Webhook of(JsonNode hook) {
    var key = LenientJson.text(hook, "webhook_signature_key", "signature_key");
    return new Webhook(
        orEmpty(LenientJson.text(hook, "id", "subscription_id")),
        orEmpty(LenientJson.text(hook, "name")),
        orEmpty(LenientJson.text(hook, "target")),
        LenientJson.flag(hook, "active"),
        eventTypes(hook.path("subscription_types").path("proof")),
        key == null
                || key.isBlank()
                || key.startsWith("file:") // a value from outside must not name a file
            ? null
            : Secret.of(key));
  }

  /** Open question: whether the list is bare, as the docs say, or in an envelope. */
  static List<Webhook> parseList(JsonNode answer) {
    var list = answer.isArray() ? answer : answer.path("webhooks");
    return list.isArray() ? list.valueStream().map(Webhook::of).toList() : List.of();
  }

  /**
   * The request body to create a webhook that is active (Ziflow's default is inactive) and signed.
   *
   * @param key the signing key; if null or in a form that Ziflow does not accept, Ziflow generates
   *     one
   */
  static Map<String, Object> requestBody(String name, String target, @Nullable Secret key) {
    var body = new HashMap<String, Object>();
    body.put("name", name);
    body.put("target", target);
    body.put("active", true);
    var own = key != null && ACCEPTED_KEY.matcher(key.value()).matches() ? key.value() : null;
    body.put("generate_signature_key", own == null);
    if (own != null) {
      body.put("webhook_signature_key", own);
    }
    var proof = REQUIRED_EVENT_TYPES.stream().collect(Collectors.toMap(type -> type, _ -> true));
    body.put("subscription_types", Map.of("proof", proof));
    return body;
  }

  private static List<String> eventTypes(JsonNode proof) {
    return proof
        .propertyStream()
        .map(Map.Entry::getKey)
        .filter(type -> LenientJson.flag(proof, type))
        .sorted()
        .toList();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
