package io.proofline.console.status;

import io.proofline.console.readmodel.EndOffsets;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.schemas.Topics;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The times of the newest events. */
@Component
public final class FreshnessQueries {

  private final ReadModels readModels;
  private final EndOffsets endOffsets;
  private final Topics topics;

  FreshnessQueries(ReadModels readModels, EndOffsets endOffsets, Topics topics) {
    this.readModels = readModels;
    this.endOffsets = endOffsets;
    this.topics = topics;
  }

  /**
   * How current everything is; a time is empty for none yet.
   *
   * @param oldestOpenCommand when the oldest command without an outcome was issued
   */
  public record Freshness(
      Optional<Instant> lastWebhook,
      Optional<Instant> lastPoll,
      Optional<Instant> lastDecision,
      Optional<Instant> oldestOpenCommand) {}

  public Freshness now() {
    return new Freshness(
        endOffsets.newest(topics.ziflowSignals()),
        endOffsets.newest(topics.librarySignals()),
        time("SELECT max(entered_at) FROM audit_entry WHERE kind = 'decision'"),
        time("SELECT min(oldest_command) FROM review"));
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
}
