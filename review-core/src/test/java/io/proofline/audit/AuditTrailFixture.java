package io.proofline.audit;

import io.proofline.audit.AuditSelection.OfPeriod;
import io.proofline.audit.AuditSelection.WholeTrail;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.audit.HashChain.Head;
import io.proofline.audit.PartitionTally.AuditPartition;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CheckpointDue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An audit trail as it grows, in two partitions. */
public final class AuditTrailFixture {

  public static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");
  public static final SigningKey KEY = SigningKey.generate();

  private static final int PARTITIONS = 2;

  private final Map<String, Head> heads = new HashMap<>();
  private final List<AuditEntry> entries = new ArrayList<>();
  private final List<AuditCheckpoint> checkpoints = new ArrayList<>();
  private final TreeMap<Integer, List<String>> order = new TreeMap<>();
  private final Map<Integer, PartitionTally> tallies = new HashMap<>();
  private final Map<Integer, Map<String, String>> unsigned = new HashMap<>();

  public AuditTrailFixture() {
    for (int partition : List.of(0, 1)) {
      order.put(partition, new ArrayList<>());
      tallies.put(partition, PartitionTally.START);
      unsigned.put(partition, new TreeMap<>());
    }
  }

  /** The content of a decision, without its position in the trail. */
  public static AuditEntry.Builder decided(String asset, String decision, Instant at) {
    return AuditEntry.newBuilder()
        .setAccount("demo")
        .setAssetId(asset)
        .setSequence(0)
        .setKind("decision")
        .setPersonId("5f1d0c")
        .setOld("pending")
        .setNew$(decision)
        .setDetails(Map.of("stage", "Brand", "proof", "8a4f"))
        .setOccurredAt(at.minusSeconds(2))
        .setEnteredAt(at)
        .setRule("Product photos")
        .setRulesVersion("0123456789ab")
        .setCause("e-" + decision)
        .setSource("reading")
        .setPrevious("")
        .setHash("");
  }

  public AuditTrailFixture decides(String asset, String decision) {
    var said = decided(asset, decision, AT.plusSeconds(entries.size()));
    var entry = HashChain.append(heads.getOrDefault(asset, Head.START), said);
    int partition = AssetPartition.of(asset, PARTITIONS);
    heads.put(asset, Head.at(entry));
    entries.add(entry);
    order.get(partition).add(entry.getHash());
    tallies.compute(partition, (_, partitionTally) -> partitionTally.with(entry));
    unsigned.get(partition).put(asset, PartitionTally.mark(entry));
    return this;
  }

  /** A checkpoint in each partition that has something new. */
  public AuditTrailFixture isSigned() {
    for (int partition : List.of(0, 1)) {
      if (!unsigned.get(partition).isEmpty()) {
        sign(partition, null);
      }
    }
    return this;
  }

  private void sign(int partition, @Nullable CheckpointDue due) {
    var partitionTally = tallies.get(partition);
    var assets = new TreeMap<>(unsigned.get(partition));
    var checkpoint =
        partitionTally.checkpoint(
            new AuditPartition("demo", partition, PARTITIONS), assets, due, KEY);
    tallies.put(partition, partitionTally.signed(checkpoint));
    unsigned.get(partition).clear();
    checkpoints.add(checkpoint);
  }

  /** An export of everything, without checkpoints signed for it. */
  public AuditExport export() {
    return AuditExport.of(header(new WholeTrail(), null), entries, order, checkpoints);
  }

  /** An export as version 1 of the form had it. */
  public AuditExport exportOfFirstForm() {
    var old = new ArrayList<AuditCheckpoint>();
    var signatures = new HashMap<Integer, String>();
    for (var checkpoint : checkpoints) {
      var content =
          AuditCheckpoint.newBuilder(checkpoint)
              .setPartitions(null)
              .setPrevious(signatures.getOrDefault(checkpoint.getPartition(), ""));
      old.add(CheckpointSignatures.sign(content, KEY));
      signatures.put(checkpoint.getPartition(), old.getLast().getSignature());
    }
    return AuditExport.of(
        new ExportHeader(Form.FIRST, new WholeTrail(), PARTITIONS, null), entries, order, old);
  }

  /** An export that ends at checkpoints signed for it. */
  public AuditExport export(AuditSelection selection) {
    var id = "export-%d".formatted(checkpoints.size());
    for (int partition : List.of(0, 1)) {
      sign(partition, new CheckpointDue(partition, id, selection.json()));
    }
    var header = header(selection, id);
    var has = selected(selection);
    return AuditExport.of(
        header,
        entries.stream().filter(entry -> has.contains(entry.getAssetId())).toList(),
        header.isComplete() ? order : new TreeMap<>(),
        checkpoints.stream().filter(c -> header.hasPartition(c.getPartition())).toList());
  }

  private Set<String> selected(AuditSelection selection) {
    var assets =
        selection instanceof OfPeriod period
            ? SelectedAssets.of(period, checkpoints)
            : new HashSet<String>();
    entries.stream().filter(selection::includes).map(AuditEntry::getAssetId).forEach(assets::add);
    return assets;
  }

  private static ExportHeader header(AuditSelection selection, @Nullable String exportId) {
    return new ExportHeader(Form.SECOND, selection, PARTITIONS, exportId);
  }
}
