package io.proofline.standalone.audit;

import io.proofline.audit.AuditExport;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Note;
import io.proofline.schemas.avro.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads the audit trail, whole chains of it, and who and what its ids stand for. */
public final class AuditReading {

  private final WholeTopic reader;
  private final Topics topics;

  public AuditReading(WholeTopic reader, Topics topics) {
    this.reader = reader;
    this.topics = topics;
  }

  /** The chains, from their first entry on, of all assets of which an entry is wanted. */
  public Found read(Selection selection) {
    // before the entries: what a checkpoint counts was written with it, or earlier
    var checkpoints = new ArrayList<AuditCheckpoint>();
    reader.read(topics.auditCheckpoints(), record -> checkpoints.add(record.value()));
    var wanted = assets(selection);
    var trail = new Read(wanted, selection instanceof Selection.All);
    int partitions = reader.read(topics.audit(), r -> trail.add(r.partition(), r.value()));
    var order = trail.order(partitions);
    checkpoints.removeIf(checkpoint -> !trail.touched.contains(checkpoint.getPartition()));
    var notes = notes(trail.assets());
    return new Found(
        selection,
        partitions,
        AuditExport.of(trail.entries, order, checkpoints),
        people(trail.ids(notes)),
        notes);
  }

  private Predicate<String> assets(Selection selection) {
    return switch (selection) {
      case Selection.All _ -> _ -> true;
      case Selection.OfAsset(var id) -> id::equals;
      case Selection.OfPeriod period -> {
        var assets = new HashSet<String>();
        reader.read(
            topics.audit(),
            record -> {
              if (period.has(record.value())) {
                assets.add(record.key());
              }
            });
        yield assets::contains;
      }
    };
  }

  private List<Note> notes(Set<String> assets) {
    var newest = new NewestOfEachKey<Note>(_ -> false);
    reader.read(topics.notes(), newest::add);
    return newest.byKey().values().stream().filter(n -> assets.contains(n.getAssetId())).toList();
  }

  private List<Person> people(Set<String> ids) {
    var newest = new NewestOfEachKey<Person>(person -> person.getErasedAt() != null);
    reader.read(topics.people(), newest::add);
    return newest.byKey().values().stream().filter(p -> ids.contains(p.getPersonId())).toList();
  }

  /** What was read so far. */
  private static final class Read {

    private final Predicate<String> wanted;
    private final boolean everything;
    private final List<AuditEntry> entries = new ArrayList<>();
    private final SortedMap<Integer, List<String>> order = new TreeMap<>();
    private final Set<Integer> touched = new HashSet<>();

    Read(Predicate<String> wanted, boolean everything) {
      this.wanted = wanted;
      this.everything = everything;
    }

    void add(int partition, AuditEntry entry) {
      if (wanted.test(entry.getAssetId())) {
        entries.add(entry);
        touched.add(partition);
        order.computeIfAbsent(partition, _ -> new ArrayList<>()).add(entry.getHash());
      }
    }

    /** That of all partitions when it has everything, else none. */
    SortedMap<Integer, List<String>> order(int partitions) {
      if (!everything) {
        return new TreeMap<>();
      }
      for (int partition = 0; partition < partitions; partition++) {
        order.putIfAbsent(partition, List.of());
        touched.add(partition);
      }
      return order;
    }

    Set<String> assets() {
      var assets = new HashSet<String>();
      entries.forEach(entry -> assets.add(entry.getAssetId()));
      return assets;
    }

    /** All that may be a person's id. */
    Set<String> ids(List<Note> notes) {
      var ids = new HashSet<String>();
      for (var entry : entries) {
        ids.add(Objects.requireNonNullElse(entry.getPersonId(), ""));
        ids.addAll(entry.getDetails().values());
      }
      notes.forEach(note -> ids.add(Objects.requireNonNullElse(note.getPersonId(), "")));
      return ids;
    }
  }
}
