package io.proofline.console.status;

import io.proofline.console.readmodel.EndOffsets;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.web.Answers;
import io.proofline.schemas.Topics;
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
  private final EndOffsets endOffsets;
  private final Topics topics;
  private final Answers answers;

  FreshnessController(
      ReadModels readModels, EndOffsets endOffsets, Topics topics, Answers answers) {
    this.readModels = readModels;
    this.endOffsets = endOffsets;
    this.topics = topics;
    this.answers = answers;
  }

  /**
   * The last webhook, the last poll, the last decision, and the oldest command without an outcome;
   * null for none yet.
   */
  @GetMapping("/freshness")
  ObjectNode freshness() {
    var answer = answers.object();
    answer.put("last_webhook", text(endOffsets.newest(topics.ziflowSignals())));
    answer.put("last_poll", text(endOffsets.newest(topics.librarySignals())));
    answer.put(
        "last_decision",
        text(time("SELECT max(entered_at) FROM audit_entry WHERE kind = 'decision'")));
    answer.put("oldest_open_command", text(time("SELECT min(oldest_command) FROM review")));
    return answer;
  }

  /** Starts a rebuild of the read model from Kafka, while the present one answers. */
  @PostMapping("/read-model/rebuilds")
  ResponseEntity<ObjectNode> rebuild() {
    readModels.rebuild();
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(answers.object());
  }

  private Optional<Instant> time(String sql) {
    return readModels
        .reader()
        .sql(sql)
        .query((row, _) -> {
          long millis = row.getLong(1);
          return row.wasNull()
              ? Optional.<Instant>empty()
              : Optional.of(Instant.ofEpochMilli(millis));
        })
        .single();
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
