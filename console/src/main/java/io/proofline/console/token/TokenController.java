package io.proofline.console.token;

import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.Caller;
import io.proofline.console.access.Role;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes, lists and ends tokens of the API; the audit trail has who did it and why. */
@RestController
@RequestMapping("/api/v1/tokens")
final class TokenController {

  private static final int LONGEST_NAME = 100;
  private static final int MOST_DAYS = 3650;

  private static final int LONGEST_REASON = 2_000;

  private final ApiTokens tokens;
  private final TokenAdministration administration;
  private final InstantSource clock;

  TokenController(ApiTokens tokens, TokenAdministration administration, InstantSource clock) {
    this.tokens = tokens;
    this.administration = administration;
    this.clock = clock;
  }

  @GetMapping
  ObjectNode all() {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("items").addAll(tokens.all().stream().map(TokenController::json).toList());
    return answer;
  }

  /** The token of the call itself. */
  @GetMapping("/own")
  ObjectNode own(@AuthenticationPrincipal Caller caller) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", caller.tokenId());
    json.put("name", caller.name());
    json.put("role", caller.role().word());
    json.put("email", caller.email());
    json.put("expires_at", text(tokens.expiry(caller.tokenId()).orElse(null)));
    return json;
  }

  @PostMapping
  ResponseEntity<ObjectNode> create(
      @RequestBody String text, @AuthenticationPrincipal Caller caller) {
    var body = JsonBody.parse(text, Set.of("name", "role", "email", "days", "reason"));
    var name = body.text("name", LONGEST_NAME);
    var role = Role.of(body.text("role", LONGEST_NAME));
    var email = body.optionalText("email", LONGEST_NAME);
    if (email != null && !email.matches("[^@\\s]+@[^@\\s]+")) {
      throw ApiException.invalid("'email' must be an e-mail address");
    }
    var days = body.optionalNumber("days", MOST_DAYS);
    var expiresAt = days == null ? null : clock.instant().plus(Duration.ofDays(days));
    var reason = body.optionalText("reason", LONGEST_REASON);
    var created = administration.create(name, role, email, expiresAt, reason, caller);
    var answer = json(created.token());
    answer.put("token", created.text());
    return ResponseEntity.status(HttpStatus.CREATED).body(answer);
  }

  /** A token ends also while Kafka is away; the act is recorded once the call is repeated. */
  @DeleteMapping("/{id}")
  ResponseEntity<Void> revoke(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      @AuthenticationPrincipal Caller caller) {
    if (reason != null && (reason.isBlank() || reason.length() > LONGEST_REASON)) {
      throw ApiException.invalid(
          "'reason' must be a text of 1 to %d characters".formatted(LONGEST_REASON));
    }
    if (!administration.revoke(id, reason, caller)) {
      throw ApiException.notFound(
          "There is no token %.80s. GET /api/v1/tokens lists all.".formatted(id));
    }
    return ResponseEntity.noContent().build();
  }

  private static ObjectNode json(ApiTokens.ApiToken token) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", token.id());
    json.put("name", token.name());
    json.put("role", token.role().word());
    json.put("email", token.email());
    json.put("created_at", token.createdAt().toString());
    json.put("expires_at", text(token.expiresAt()));
    json.put("last_used_at", text(token.lastUsedAt()));
    json.put("revoked_at", text(token.revokedAt()));
    return json;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
