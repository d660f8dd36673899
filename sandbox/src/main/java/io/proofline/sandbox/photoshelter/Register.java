package io.proofline.sandbox.photoshelter;

import io.proofline.sandbox.journal.Journal;
import io.proofline.sandbox.web.Revision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Records of one kind by id, in a file of their own; the newest record of an id counts. */
final class Register<T> implements AutoCloseable {
  private final Map<String, T> records = new LinkedHashMap<>();
  private final Function<T, String> id;
  private final Revision revision;
  private final Journal<T> journal;

  Register(Path file, Class<T> type, Function<T, String> id, Revision revision) {
    this.id = id;
    this.revision = revision;
    this.journal = Journal.open(file, type, record -> records.put(id.apply(record), record));
  }

  synchronized Optional<T> find(String wanted) {
    return Optional.ofNullable(records.get(wanted));
  }

  synchronized List<T> all() {
    return List.copyOf(records.values());
  }

  /** Written before it counts, as every change in the sandbox. */
  synchronized T keep(T record) {
    journal.append(List.of(record));
    records.put(id.apply(record), record);
    revision.move();
    return record;
  }

  @Override
  public void close() {
    journal.close();
  }
}
