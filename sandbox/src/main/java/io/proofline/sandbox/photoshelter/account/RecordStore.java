package io.proofline.sandbox.photoshelter.account;

import io.proofline.sandbox.journal.ChangeJournal;
import io.proofline.sandbox.web.ChangeCounter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A persistent store for records of one kind by id, in its own file; the newest record of an id
 * replaces older ones.
 */
public final class RecordStore<T> implements AutoCloseable {
  private final Map<String, T> records = new LinkedHashMap<>();
  private final Function<T, String> id;
  private final ChangeCounter changeCounter;
  private final ChangeJournal<T> changeJournal;

  public RecordStore(
      Path file, Class<T> type, Function<T, String> id, ChangeCounter changeCounter) {
    this.id = id;
    this.changeCounter = changeCounter;
    this.changeJournal =
        ChangeJournal.open(file, type, record -> records.put(id.apply(record), record));
  }

  public synchronized Optional<T> find(String wanted) {
    return Optional.ofNullable(records.get(wanted));
  }

  public synchronized List<T> all() {
    return List.copyOf(records.values());
  }

  /** Writes the record to the file first and then to memory, as every change in the sandbox. */
  public synchronized T save(T record) {
    changeJournal.append(List.of(record));
    records.put(id.apply(record), record);
    changeCounter.increment();
    return record;
  }

  @Override
  public void close() {
    changeJournal.close();
  }
}
