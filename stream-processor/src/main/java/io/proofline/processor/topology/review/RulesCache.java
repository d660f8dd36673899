package io.proofline.processor.topology.review;

import io.proofline.policy.Rules;
import io.proofline.processor.topology.RulesStore;
import io.proofline.rules.RulesFile;
import io.proofline.schemas.avro.RulesRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The rules by version, parsed once for each. The global store holds texts only. */
final class RulesCache {

  private static final Duration MAX_WAIT = Duration.ofSeconds(5);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  private final String name;
  private final Map<String, Rules> parsed = new HashMap<>();
  private @Nullable ReadOnlyKeyValueStore<String, RulesRecord> texts;

  RulesCache(String name) {
    this.name = name;
  }

  void useStore(ReadOnlyKeyValueStore<String, RulesRecord> store) {
    texts = store;
  }

  /**
   * The rules of a version; of none, before the first push.
   *
   * @throws StreamsException when the version does not come: the thread is replaced and asks again
   */
  Rules of(@Nullable String version) {
    return version == null ? Rules.none() : parsed.computeIfAbsent(version, this::parse);
  }

  private Rules parse(String version) {
    var record = await(RulesStore.key(name, version));
    return RulesFile.readPublished(record.getText().getYaml()).rules();
  }

  /** The text is written before any fact names it, but comes by another topic. */
  private RulesRecord await(String key) {
    long deadline = System.nanoTime() + MAX_WAIT.toNanos();
    while (System.nanoTime() < deadline) {
      var record = texts == null ? null : texts.get(key);
      if (record != null) {
        return record;
      }
      try {
        Thread.sleep(POLL_INTERVAL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StreamsException("Interrupted while waiting for rules " + key, e);
      }
    }
    throw new StreamsException("Rules %s are named by a fact and not there yet".formatted(key));
  }
}
