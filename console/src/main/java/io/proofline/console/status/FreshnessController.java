package io.proofline.console.status;

import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.web.Answers;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Says how current everything is, and rebuilds the read model. */
@RestController
@RequestMapping("/api/v1")
final class FreshnessController {

  private final ReadModels readModels;
  private final FreshnessQueries freshness;
  private final Answers answers;

  FreshnessController(ReadModels readModels, FreshnessQueries freshness, Answers answers) {
    this.readModels = readModels;
    this.freshness = freshness;
    this.answers = answers;
  }

  /**
   * The last webhook, the last poll, the last decision, and the oldest command without an outcome;
   * null for none yet.
   */
  @GetMapping("/freshness")
  ObjectNode freshness() {
    var answer = answers.object();
    var now = freshness.now();
    answer.put("last_webhook", text(now.lastWebhook()));
    answer.put("last_poll", text(now.lastPoll()));
    answer.put("last_decision", text(now.lastDecision()));
    answer.put("oldest_open_command", text(now.oldestOpenCommand()));
    return answer;
  }

  /** Starts a rebuild of the read model from Kafka, while the present one answers. */
  @PostMapping("/read-model/rebuilds")
  ResponseEntity<ObjectNode> rebuild() {
    readModels.rebuild();
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(answers.object());
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
