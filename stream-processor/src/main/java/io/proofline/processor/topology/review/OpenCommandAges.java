package io.proofline.processor.topology.review;

import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReviewView;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Issue times of one partition's commands without an outcome. Dead commands are left out, since
 * they wait for a person. The stream thread updates it; any thread may read it.
 */
final class OpenCommandAges implements ProcessorMetrics.OldestOpenCommand {

  private final Map<String, Instant> oldest = new ConcurrentHashMap<>();

  /** Restores the open commands when the partition is assigned to this instance. */
  void restore(KeyValueStore<String, ReviewView> views) {
    try (var all = views.all()) {
      all.forEachRemaining(each -> update(each.key, each.value));
    }
  }

  /**
   * Sets the open commands of an asset.
   *
   * @param view null if its review is over
   */
  void update(String asset, @Nullable ReviewView view) {
    oldestOf(view).ifPresentOrElse(at -> oldest.put(asset, at), () -> oldest.remove(asset));
  }

  @Override
  public Optional<Instant> issuedAt() {
    return oldest.values().stream().min(Comparator.naturalOrder());
  }

  private static Optional<Instant> oldestOf(@Nullable ReviewView view) {
    return view == null
        ? Optional.empty()
        : view.getOpenCommands().stream()
            .filter(command -> !command.getDead())
            .map(OpenCommand::getAskedAt)
            .min(Comparator.naturalOrder());
  }
}
