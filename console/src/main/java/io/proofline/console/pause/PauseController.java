package io.proofline.console.pause;

import io.proofline.console.access.Caller;
import io.proofline.console.rules.RuleNames;
import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import io.proofline.console.web.Times;
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
import tools.jackson.databind.node.ObjectNode;

/** Lists, makes and ends pauses. */
@RestController
@RequestMapping("/api/v1/pauses")
final class PauseController {

  private static final int LONGEST_TARGET = 200;
  private static final int LONGEST_REASON = 2_000;

  private final PauseQueries queries;
  private final PausePublisher publisher;
  private final RuleNames ruleNames;
  private final Answers answers;
  private final InstantSource clock;

  PauseController(
      PauseQueries queries,
      PausePublisher publisher,
      RuleNames ruleNames,
      Answers answers,
      InstantSource clock) {
    this.queries = queries;
    this.publisher = publisher;
    this.ruleNames = ruleNames;
    this.answers = answers;
    this.clock = clock;
  }

  @GetMapping
  ObjectNode all() {
    var answer = answers.object();
    var items = answer.putArray("items");
    queries.all().forEach(pause -> items.add(pause.json().put("assets", queries.countHeld(pause))));
    return answer;
  }

  @PostMapping
  ResponseEntity<ObjectNode> pause(
      @RequestBody String text, @AuthenticationPrincipal Caller caller) {
    var body = JsonBody.parse(text, Set.of("target", "reason", "until"));
    var target = PauseTarget.parse(body.text("target", LONGEST_TARGET));
    var reason = body.text("reason", LONGEST_REASON);
    var until = until(body);
    target.ruleName().ifPresent(ruleNames::requireInForce);
    var id = publisher.pause(target, reason, until, caller);
    return ResponseEntity.status(HttpStatus.CREATED).body(answer(target, id));
  }

  private @Nullable Instant until(JsonBody body) {
    var text = body.optionalText("until", LONGEST_TARGET);
    var until = text == null ? null : Times.parse("until", text);
    if (until != null && !until.isAfter(clock.instant())) {
      throw ApiException.invalid("'until' is %s; it must be in the future".formatted(until));
    }
    return until;
  }

  @DeleteMapping("/{target}")
  ObjectNode resume(
      @PathVariable String target,
      @RequestParam(required = false) @Nullable String reason,
      @AuthenticationPrincipal Caller caller) {
    var paused = PauseTarget.parse(target);
    if (reason != null && (reason.isBlank() || reason.length() > LONGEST_REASON)) {
      throw ApiException.invalid(
          "'reason' must be a text of 1 to %d characters".formatted(LONGEST_REASON));
    }
    if (queries.find(paused).isEmpty()) {
      throw ApiException.notFound(
          "%s is not paused, so there is nothing to do. GET /api/v1/pauses lists all pauses."
              .formatted(paused.title()));
    }
    return answer(paused, publisher.resume(paused, reason, caller));
  }

  /** The pause is null after a resume, and if the read model does not have it yet. */
  private ObjectNode answer(PauseTarget target, String requestId) {
    var answer = answers.object();
    answer.put("request_id", requestId);
    queries
        .find(target)
        .ifPresentOrElse(
            pause -> answer.set("pause", pause.json().put("assets", queries.countHeld(pause))),
            () -> answer.putNull("pause"));
    return answer;
  }
}
