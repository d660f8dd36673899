package io.proofline.console.notification;

import io.proofline.console.access.Caller;
import io.proofline.console.notification.Subscription.Definition;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes, lists, changes and deletes subscriptions. */
@RestController
@RequestMapping("/api/v1/subscriptions")
final class SubscriptionController {

  private static final int LONGEST_REASON = 2_000;
  private static final int MOST_HOURS = 24 * 30;

  private final Subscriptions subscriptions;
  private final SubscriptionAdministration administration;
  private final DefinitionReader reader;
  private final NotificationSettings settings;

  SubscriptionController(
      Subscriptions subscriptions,
      SubscriptionAdministration administration,
      DefinitionReader reader,
      NotificationSettings settings) {
    this.subscriptions = subscriptions;
    this.administration = administration;
    this.reader = reader;
    this.settings = settings;
  }

  @GetMapping
  ObjectNode all() {
    var answer = JsonNodeFactory.instance.objectNode();
    answer
        .putArray("items")
        .addAll(subscriptions.all().stream().map(SubscriptionController::json).toList());
    return answer;
  }

  @GetMapping("/{id}")
  ObjectNode one(@PathVariable String id) {
    return json(administration.find(id));
  }

  /** Makes a subscription; its secret is shown once. */
  @PostMapping
  ResponseEntity<ObjectNode> create(
      @RequestBody String text, @AuthenticationPrincipal Caller caller) {
    var body = JsonBody.parse(text, DefinitionReader.fields("reason"));
    var definition = reader.read(body);
    var created = administration.create(definition, reason(body), caller);
    return ResponseEntity.status(HttpStatus.CREATED).body(jsonWithSecret(created));
  }

  /** Replaces what people choose, and enables or disables it. */
  @PutMapping("/{id}")
  ObjectNode change(
      @PathVariable String id, @RequestBody String text, @AuthenticationPrincipal Caller caller) {
    var body = JsonBody.parse(text, DefinitionReader.fields("reason", "enabled"));
    Definition definition = reader.read(body);
    boolean isEnabled = body.node().path("enabled").isMissingNode() || body.flag("enabled");
    return json(administration.change(id, definition, isEnabled, reason(body), caller));
  }

  @DeleteMapping("/{id}")
  ResponseEntity<Void> delete(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      @AuthenticationPrincipal Caller caller) {
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw ApiException.invalid(
          "'reason' must be a text of 1 to %d characters".formatted(LONGEST_REASON));
    }
    administration.delete(id, reason, caller);
    return ResponseEntity.noContent().build();
  }

  /** Replaces the secret; the new one is shown once. */
  @PostMapping("/{id}/secrets")
  ResponseEntity<ObjectNode> rotate(
      @PathVariable String id, @RequestBody String text, @AuthenticationPrincipal Caller caller) {
    var body = JsonBody.parse(text, Set.of("reason", "hours"));
    var hours = body.optionalNumber("hours", MOST_HOURS);
    var formerFor = hours == null ? settings.formerSecretFor() : Duration.ofHours(hours);
    var rotated = administration.rotateSecret(id, formerFor, reason(body), caller);
    return ResponseEntity.status(HttpStatus.CREATED).body(jsonWithSecret(rotated));
  }

  private static String reason(JsonBody body) {
    return body.text("reason", LONGEST_REASON);
  }

  private static ObjectNode jsonWithSecret(Subscription subscription) {
    return subscription.definition().format().isSigned()
        ? json(subscription).put("secret", subscription.secret())
        : json(subscription);
  }

  private static ObjectNode json(Subscription subscription) {
    var definition = subscription.definition();
    var filter = definition.filter();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", subscription.id());
    json.put("name", definition.name());
    json.put("url", definition.url().toString());
    json.put("format", definition.format().word());
    var kinds = json.putArray("kinds");
    filter.kinds().forEach(kinds::add);
    json.put("rule", filter.rule());
    json.put("collection", filter.collection());
    json.put("asset", filter.assetId());
    json.put("enabled", subscription.isEnabled());
    json.put("disabled_reason", subscription.disabledReason());
    json.put("created_at", subscription.createdAt().toString());
    json.put("disabled_at", text(subscription.disabledAt()));
    json.put("exhausted_at", text(subscription.exhaustedAt()));
    json.put("former_secret_until", text(subscription.formerSecretUntil()));
    return json;
  }

  private static @Nullable String text(@Nullable Object time) {
    return time == null ? null : time.toString();
  }
}
