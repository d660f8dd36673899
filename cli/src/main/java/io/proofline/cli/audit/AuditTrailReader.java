package io.proofline.cli.audit;

import io.proofline.audit.AuditExport;
import io.proofline.cli.topic.CompleteTopicReader;
import io.proofline.cli.topic.LatestByKey;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reads whole hash chains of the audit trail from Kafka, with the persons and comments they refer
 * to.
 */
public final class AuditTrailReader {

  private final CompleteTopicReader reader;
  private final Topics topics;

  public AuditTrailReader(CompleteTopicReader reader, Topics topics) {
    this.reader = reader;
    this.topics = topics;
  }

  /** Reads the complete chains of all assets that have a selected entry. */
  public AuditExportData read(AuditSelection auditSelection) {
    // before the entries, so that every entry that a checkpoint counts is read
    var checkpoints = new ArrayList<AuditCheckpoint>();
    reader.read(topics.auditCheckpoints(), record -> checkpoints.add(record.value()));
    var wanted = assets(auditSelection);
    var trail = new CollectedTrail(wanted, auditSelection instanceof AuditSelection.WholeTrail);
    int partitions = reader.read(topics.audit(), r -> trail.add(r.partition(), r.value()));
    var order = trail.order(partitions);
    checkpoints.removeIf(checkpoint -> !trail.partitionsRead.contains(checkpoint.getPartition()));
    var notes = notes(trail.assets());
    return new AuditExportData(
        auditSelection,
        partitions,
        AuditExport.of(trail.entries, order, checkpoints),
        people(trail.possiblePersonIds(notes)),
        notes);
  }

  private Predicate<String> assets(AuditSelection auditSelection) {
    return switch (auditSelection) {
      case AuditSelection.WholeTrail _ -> _ -> true;
      case AuditSelection.OfAsset(var id) -> id::equals;
      case AuditSelection.OfPeriod period -> {
        var assets = new HashSet<String>();
        reader.read(
            topics.audit(),
            record -> {
              if (period.includes(record.value())) {
                assets.add(record.key());
              }
            });
        yield assets::contains;
      }
    };
  }

  private List<Comment> notes(Set<String> assets) {
    var newest = new LatestByKey<Comment>(_ -> false);
    reader.read(topics.comments(), newest::add);
    return newest.byKey().values().stream().filter(n -> assets.contains(n.getAssetId())).toList();
  }

  private List<Person> people(Set<String> ids) {
    var newest = new LatestByKey<Person>(person -> person.getErasedAt() != null);
    reader.read(topics.people(), newest::add);
    return newest.byKey().values().stream().filter(p -> ids.contains(p.getPersonId())).toList();
  }

  /** The entries of the wanted assets, collected while the topic is read. */
  private static final class CollectedTrail {

    private final Predicate<String> wanted;
    private final boolean everything;
    private final List<AuditEntry> entries = new ArrayList<>();
    private final SortedMap<Integer, List<String>> order = new TreeMap<>();
    private final Set<Integer> partitionsRead = new HashSet<>();

    CollectedTrail(Predicate<String> wanted, boolean everything) {
      this.wanted = wanted;
      this.everything = everything;
    }

    void add(int partition, AuditEntry entry) {
      if (wanted.test(entry.getAssetId())) {
        entries.add(entry);
        partitionsRead.add(partition);
        order.computeIfAbsent(partition, _ -> new ArrayList<>()).add(entry.getHash());
      }
    }

    /** The order of entries in all partitions; empty for an export of a part. */
    SortedMap<Integer, List<String>> order(int partitionCount) {
      if (!everything) {
        return new TreeMap<>();
      }
      for (int partition = 0; partition < partitionCount; partition++) {
        order.putIfAbsent(partition, List.of());
        partitionsRead.add(partition);
      }
      return order;
    }

    Set<String> assets() {
      var assets = new HashSet<String>();
      entries.forEach(entry -> assets.add(entry.getAssetId()));
      return assets;
    }

    /** All texts that may be a person's id. */
    Set<String> possiblePersonIds(List<Comment> notes) {
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
