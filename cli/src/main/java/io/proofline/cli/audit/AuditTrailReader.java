package io.proofline.cli.audit;

import io.proofline.audit.AuditExport;
import io.proofline.audit.AuditSelection;
import io.proofline.audit.ExportHeader;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.audit.SelectedAssets;
import io.proofline.cli.topic.CompleteTopicReader;
import io.proofline.cli.topic.LatestByKey;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

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

  /**
   * The chains, from their first entry on, of all selected assets.
   *
   * @param exportId id of the export at whose checkpoints the trail ends: newer entries and
   *     checkpoints are left out; null for the whole trail
   */
  public AuditExportData read(AuditSelection auditSelection, @Nullable String exportId) {
    // before the entries: what a checkpoint counts was written with it, or earlier
    var end = new TrailEnd(exportId);
    reader.read(topics.auditCheckpoints(), record -> end.add(record.value()));
    var wanted = assets(auditSelection, end);
    var trail = new CollectedTrail(wanted, auditSelection instanceof AuditSelection.WholeTrail);
    int partitions = readEntries(end, record -> trail.add(record.partition(), record.value()));
    var header = new ExportHeader(Form.SECOND, auditSelection, partitions, exportId);
    var checkpoints =
        end.checkpoints.stream().filter(c -> header.hasPartition(c.getPartition())).toList();
    var notes = notes(trail.assets());
    return new AuditExportData(
        AuditExport.of(header, trail.entries, trail.order(partitions), checkpoints),
        people(trail.possiblePersonIds(notes)),
        notes);
  }

  /** Hands over the entries up to the end of the trail; returns the topic's partition count. */
  private int readEntries(TrailEnd end, Consumer<ConsumerRecord<String, AuditEntry>> each) {
    var read = new HashMap<Integer, Long>();
    return reader.read(
        topics.audit(),
        record -> {
          if (read.merge(record.partition(), 1L, Long::sum) <= end.entries(record.partition())) {
            each.accept(record);
          }
        });
  }

  private Predicate<String> assets(AuditSelection auditSelection, TrailEnd end) {
    return switch (auditSelection) {
      case AuditSelection.WholeTrail _ -> _ -> true;
      case AuditSelection.OfAsset(var id) -> id::equals;
      case AuditSelection.OfPeriod period -> {
        var assets = new HashSet<>(SelectedAssets.of(period, end.checkpoints));
        readEntries(
            end,
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

  /** The checkpoints of a trail up to its end. */
  private static final class TrailEnd {

    private final @Nullable String exportId;
    private final List<AuditCheckpoint> checkpoints = new ArrayList<>();
    private final Map<Integer, Long> ended = new HashMap<>();

    TrailEnd(@Nullable String exportId) {
      this.exportId = exportId;
    }

    void add(AuditCheckpoint checkpoint) {
      int partition = checkpoint.getPartition();
      if (!ended.containsKey(partition)) {
        checkpoints.add(checkpoint);
        if (exportId != null && exportId.equals(checkpoint.getExportId())) {
          ended.put(partition, checkpoint.getEntries());
        }
      }
    }

    /** The number of a partition's entries. */
    long entries(int partition) {
      return ended.getOrDefault(partition, Long.MAX_VALUE);
    }
  }

  /** The entries read so far. */
  private static final class CollectedTrail {

    private final Predicate<String> wanted;
    private final boolean everything;
    private final List<AuditEntry> entries = new ArrayList<>();
    private final SortedMap<Integer, List<String>> order = new TreeMap<>();

    CollectedTrail(Predicate<String> wanted, boolean everything) {
      this.wanted = wanted;
      this.everything = everything;
    }

    void add(int partition, AuditEntry entry) {
      if (wanted.test(entry.getAssetId())) {
        entries.add(entry);
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
