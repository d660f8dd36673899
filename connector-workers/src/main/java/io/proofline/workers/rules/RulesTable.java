package io.proofline.workers.rules;

import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rules read so far: the text of every version, and the version in force. Thread-safe. */
public final class RulesTable {

  private final String name;
  private final Map<String, RulesRecord> records = new ConcurrentHashMap<>();

  /**
   * An empty table.
   *
   * @param name name of the set of rules
   */
  public RulesTable(String name) {
    this.name = name;
  }

  /** Applies a record of the rules topic; null removes its key. */
  public void accept(String key, @Nullable RulesRecord record) {
    if (record == null) {
      records.remove(key);
    } else {
      records.put(key, record);
    }
  }

  /** The text of a version; empty while it has not been read. */
  public Optional<RulesText> version(String version) {
    return text(records.get(name + "@" + version));
  }

  /** The text in force; empty while no rules were pushed. */
  public Optional<RulesText> inForce() {
    var pointer = records.get(name);
    return pointer == null || pointer.getKind() != RulesKind.POINTER
        ? Optional.empty()
        : version(pointer.getVersion());
  }

  private static Optional<RulesText> text(@Nullable RulesRecord record) {
    return record == null || record.getKind() != RulesKind.TEXT
        ? Optional.empty()
        : Optional.ofNullable(record.getText());
  }
}
