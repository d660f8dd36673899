package io.proofline.console.status;

import io.proofline.console.readmodel.ReadModels;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says when a command of each lane was done last. */
@Component
final class LaneSuccesses {

  private final ReadModels readModels;

  LaneSuccesses(ReadModels readModels) {
    this.readModels = readModels;
  }

  /** By lane, such as {@code ziflow.urgent}; without lanes that had none. */
  Map<String, Instant> all() {
    var byLane = new HashMap<String, Instant>();
    readModels
        .reader()
        .sql("SELECT lane, max(ended_at) FROM lane_success GROUP BY lane")
        .query(row -> {
          byLane.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
        });
    return byLane;
  }
}
