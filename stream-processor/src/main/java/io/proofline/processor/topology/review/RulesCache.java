package io.proofline.processor.topology.review;

import io.proofline.policy.Rules;
import io.proofline.processor.topology.BoundedWait;
import io.proofline.processor.topology.RulesStore;
import io.proofline.rules.RulesFile;
import io.proofline.schemas.avro.RulesRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** Cache of parsed rules by version; the global store has their texts. */
final class RulesCache {

  private final String name;
  private final BoundedWait wait = new BoundedWait();
  private final Map<String, Rules> parsed = new HashMap<>();
  private @Nullable RulesStore texts;

  RulesCache(String name) {
    this.name = name;
  }

  void useStore(RulesStore store) {
    texts = store;
  }

  /**
   * The rules of a version; for null, which is before the first push, rules without any rule.
   *
   * @throws StreamsException if the version does not arrive within 5 s; the thread is replaced and
   *     retries
   */
  Rules of(@Nullable String version) {
    return version == null ? Rules.none() : parsed.computeIfAbsent(version, this::parse);
  }

  private Rules parse(String version) {
    var record = await(RulesStore.key(name, version));
    return RulesFile.readPublished(record.getText().getYaml()).rules();
  }

  /** Waits for a text, which is written before any fact with its version, but on another topic. */
  private RulesRecord await(String key) {
    return wait.until(() -> text(key))
        .orElseThrow(() ->
            new StreamsException(
                "A fact names rules %s, which have not arrived yet. If this lasts, push them again"
                    .formatted(key)));
  }

  private Optional<RulesRecord> text(String key) {
    return Optional.ofNullable(texts)
        .map(store -> store.get(key))
        .filter(record -> record.getText() != null);
  }
}
