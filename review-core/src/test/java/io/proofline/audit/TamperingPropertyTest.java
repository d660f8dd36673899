package io.proofline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.audit.AuditSelection.EntryTime;
import io.proofline.audit.AuditSelection.OfAsset;
import io.proofline.audit.AuditSelection.OfPeriod;
import io.proofline.audit.AuditSelection.WholeTrail;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.specific.SpecificRecord;

/** Any single change to an export that ends at its checkpoints is found. */
class TamperingPropertyTest {

  private static final LocalDate DAY = LocalDate.ofInstant(AuditTrailFixture.AT, ZoneOffset.UTC);

  @Property(tries = 40)
  void an_untouched_export_is_whole(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 40) int n) {
    assertThat(verify(trail(random, n).decides("I1", "approved").export(selection(random))))
        .isEqualTo(new ExportVerification(List.of(), 0, 0, true));
  }

  @Property(tries = 1000)
  void any_one_tampering_is_found(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 30) int n) {
    var auditExport = trail(random, n).decides("I1", "approved").export(selection(random));
    var tampering = Tampering.values()[random.nextInt(Tampering.values().length)];
    var tampered = new TamperedExport(random, auditExport).with(tampering);
    if (!tampered.equals(auditExport)) {
      assertThat(verify(tampered).problems()).as(tampering::name).isNotEmpty();
    }
  }

  private static ExportVerification verify(AuditExport auditExport) {
    return ExportVerifier.verify(auditExport, List.of(AuditTrailFixture.KEY.verifyingKey()));
  }

  /** A trail with checkpoints, some of them of earlier exports. */
  private static AuditTrailFixture trail(Random random, int entries) {
    var auditTrailFixture = new AuditTrailFixture();
    for (int i = 0; i < entries; i++) {
      auditTrailFixture.decides("I" + random.nextInt(4), "decision " + random.nextInt(3));
      if (random.nextInt(5) == 0) {
        auditTrailFixture.isSigned();
      }
      if (random.nextInt(8) == 0) {
        var _ = auditTrailFixture.export(selection(random));
      }
    }
    return auditTrailFixture;
  }

  private static AuditSelection selection(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new OfAsset("I1");
      case 1 -> new OfPeriod(DAY, DAY, EntryTime.DECIDED);
      default -> new WholeTrail();
    };
  }

  private enum Tampering {
    CHANGE_ENTRY,
    REMOVE_ENTRY,
    SWAP_ENTRIES,
    REPEAT_ENTRY,
    CHANGE_CHECKPOINT,
    REMOVE_CHECKPOINT,
    SWAP_CHECKPOINTS,
    REMOVE_ORDER_LINE,
    SWAP_ORDER_LINES,
    MOVE_ORDER_LINE,
    APPEND_BACKDATED_ENTRY,
    DROP_ASSET,
    CUT_PARTITION,
    RELABEL_AS_PART,
    CHANGE_PARTITION_COUNT,
    NAME_OTHER_EXPORT,
    LOWER_FORM
  }

  /** An export without the signing key, as an attacker has it. */
  private static final class TamperedExport {

    private final Random random;
    private final List<AuditEntry> entries;
    private final TreeMap<Integer, List<String>> order = new TreeMap<>();
    private final List<AuditCheckpoint> checkpoints;
    private ExportHeader header;

    TamperedExport(Random random, AuditExport auditExport) {
      this.random = random;
      this.header = auditExport.header();
      this.entries = new ArrayList<>(auditExport.entries());
      this.checkpoints = new ArrayList<>(auditExport.checkpoints());
      auditExport
          .order()
          .forEach((partition, hashes) -> order.put(partition, new ArrayList<>(hashes)));
    }

    AuditExport with(Tampering tampering) {
      int entry = random.nextInt(entries.size());
      int checkpoint = random.nextInt(checkpoints.size());
      switch (tampering) {
        case CHANGE_ENTRY ->
            entries.set(entry, changed(random, AuditEntry.newBuilder(entries.get(entry)).build()));
        case REMOVE_ENTRY -> entries.remove(entry);
        case SWAP_ENTRIES -> Collections.swap(entries, entry, random.nextInt(entries.size()));
        case REPEAT_ENTRY -> entries.add(random.nextInt(entries.size() + 1), entries.get(entry));
        case CHANGE_CHECKPOINT ->
            checkpoints.set(
                checkpoint,
                changed(random, AuditCheckpoint.newBuilder(checkpoints.get(checkpoint)).build()));
        case REMOVE_CHECKPOINT -> checkpoints.remove(checkpoint);
        case SWAP_CHECKPOINTS ->
            Collections.swap(checkpoints, checkpoint, random.nextInt(checkpoints.size()));
        case REMOVE_ORDER_LINE -> removeLine();
        case SWAP_ORDER_LINES -> swapLines();
        case MOVE_ORDER_LINE -> moveLine();
        case APPEND_BACKDATED_ENTRY -> append();
        case DROP_ASSET -> dropAsset(anyAsset());
        case CUT_PARTITION -> cutPartition();
        case RELABEL_AS_PART -> relabel();
        case CHANGE_PARTITION_COUNT ->
            header = header(header.selection(), 1 + random.nextInt(8), header.exportId());
        case NAME_OTHER_EXPORT ->
            header = header(header.selection(), header.partitions(), otherExport());
        case LOWER_FORM ->
            header =
                new ExportHeader(
                    ExportHeader.Form.FIRST, header.selection(), header.partitions(), null);
      }
      return new AuditExport(header, entries, order, checkpoints);
    }

    private ExportHeader header(AuditSelection selection, int partitions, String exportId) {
      return new ExportHeader(header.form(), selection, partitions, exportId);
    }

    private String otherExport() {
      var earlier =
          checkpoints.stream().map(AuditCheckpoint::getExportId).filter(id -> id != null).toList();
      return earlier.get(random.nextInt(earlier.size()));
    }

    private String anyAsset() {
      return entries.get(random.nextInt(entries.size())).getAssetId();
    }

    private List<String> anyLines() {
      var filled = order.values().stream().filter(hashes -> !hashes.isEmpty()).toList();
      return filled.isEmpty() ? new ArrayList<>() : filled.get(random.nextInt(filled.size()));
    }

    private void removeLine() {
      var hashes = anyLines();
      if (!hashes.isEmpty()) {
        hashes.remove(random.nextInt(hashes.size()));
      }
    }

    private void swapLines() {
      var hashes = anyLines();
      if (!hashes.isEmpty()) {
        Collections.swap(hashes, random.nextInt(hashes.size()), random.nextInt(hashes.size()));
      }
    }

    private void moveLine() {
      var hashes = anyLines();
      if (!hashes.isEmpty()) {
        var hash = hashes.remove(random.nextInt(hashes.size()));
        order.get(random.nextInt(2)).add(hash);
      }
    }

    /** At the end of a chain, with an older date and a line at the end of any partition. */
    private void append() {
      var asset = anyAsset();
      var chain = entries.stream().filter(e -> e.getAssetId().equals(asset)).toList();
      var at = AuditTrailFixture.AT.plusSeconds(random.nextInt(60) - 30L);
      var forged =
          HashChain.append(
              HashChain.Head.at(chain.getLast()), AuditTrailFixture.decided(asset, "rejected", at));
      entries.add(entries.indexOf(chain.getLast()) + 1, forged);
      if (header.isComplete()) {
        order.get(random.nextInt(2)).add(forged.getHash());
      }
    }

    private void dropAsset(String asset) {
      var hashes =
          entries.stream()
              .filter(e -> e.getAssetId().equals(asset))
              .map(AuditEntry::getHash)
              .toList();
      entries.removeIf(e -> e.getAssetId().equals(asset));
      order.values().forEach(lines -> lines.removeAll(hashes));
    }

    /** A partition's newest entries with the checkpoints that count them. */
    private void cutPartition() {
      int partition = checkpoints.get(random.nextInt(checkpoints.size())).getPartition();
      var of = checkpoints.stream().filter(c -> c.getPartition() == partition).toList();
      int keep = random.nextInt(of.size());
      checkpoints.removeAll(of.subList(keep, of.size()));
      var lines = order.get(partition);
      if (lines != null) {
        long counted = keep == 0 ? 0 : of.get(keep - 1).getEntries();
        var cut = List.copyOf(lines.subList((int) counted, lines.size()));
        lines.removeAll(cut);
        entries.removeIf(e -> cut.contains(e.getHash()));
      }
    }

    /** An export of everything as one of a part, without one of its assets. */
    private void relabel() {
      if (header.isComplete()) {
        dropAsset(anyAsset());
        order.clear();
        var selection =
            random.nextBoolean()
                ? new OfPeriod(DAY.minusYears(9), DAY.plusYears(9), EntryTime.DECIDED)
                : new OfAsset("I" + random.nextInt(4));
        header = header(selection, header.partitions(), header.exportId());
      }
    }
  }

  /** With another value in one field. */
  private static <T extends SpecificRecord> T changed(Random random, T record) {
    int field = random.nextInt(record.getSchema().getFields().size());
    record.put(field, other(random, record.get(field)));
    return record;
  }

  private static Object other(Random random, Object value) {
    return switch (value) {
      case null -> "x";
      case Integer number -> number + 1 + random.nextInt(3);
      case Long number -> number + 1 - 2 * random.nextInt(2);
      case Instant time -> time.plusMillis(1);
      case Map<?, ?> map -> map.isEmpty() ? Map.of("I0", "1:x") : other(random, map);
      default -> other(random, (String) value);
    };
  }

  private static String other(Random random, String text) {
    if (text.isEmpty()) {
      return "x";
    }
    int at = random.nextInt(text.length());
    char c = text.charAt(at);
    return text.substring(0, at) + (c == 'a' ? 'b' : 'a') + text.substring(at + 1);
  }

  private static Map<String, String> other(Random random, Map<?, ?> map) {
    var other = new HashMap<String, String>();
    map.forEach((key, value) -> other.put((String) key, (String) value));
    if (random.nextBoolean()) {
      other.remove(other.keySet().iterator().next());
    } else {
      other.replaceAll((_, value) -> other(random, value));
    }
    return other;
  }
}
