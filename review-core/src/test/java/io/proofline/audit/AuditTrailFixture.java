package io.proofline.audit;

import io.proofline.audit.HashChain.Head;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An audit trail as it grows: two partitions, an asset in one of them by its last digit. */
public final class AuditTrailFixture {

  public static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");
  public static final SigningKey KEY = SigningKey.generate();

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

  /** What somebody decided, without its place. */
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
    int partition = partition(asset);
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
        var partitionTally = tallies.get(partition);
        var assets = new TreeMap<>(unsigned.get(partition));
        var checkpoint = partitionTally.checkpoint("demo", partition, assets, KEY);
        tallies.put(partition, partitionTally.signed(checkpoint));
        unsigned.get(partition).clear();
        checkpoints.add(checkpoint);
      }
    }
    return this;
  }

  public AuditExport export() {
    return AuditExport.of(entries, order, checkpoints);
  }

  private static int partition(String asset) {
    return asset.endsWith("1") || asset.endsWith("3") ? 1 : 0;
  }
}
