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
 * Since when one partition's commands wait for an answer. Dead ones are left out: they wait for a
 * person. Told by the thread that folds, asked by any.
 */
final class OpenCommandAges implements ProcessorMetrics.OldestOpenCommand {

  private final Map<String, Instant> oldest = new ConcurrentHashMap<>();

  /** What was open when the partition came to this instance. */
  void restore(KeyValueStore<String, ReviewView> views) {
    try (var all = views.all()) {
      all.forEachRemaining(each -> update(each.key, each.value));
    }
  }

  /** What is open of an asset now; null when its review is over. */
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
