package io.proofline.console.verification;

import io.proofline.audit.AuditSelection.WholeTrail;
import io.proofline.audit.CanonicalJson;
import io.proofline.audit.HashChain;
import io.proofline.audit.PartitionTally;
import io.proofline.audit.PartitionTally.AuditPartition;
import io.proofline.audit.SigningKey;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CheckpointDue;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An export of a trail with one entry, which ends at its own checkpoint. */
public final class SignedExport {

  /** Signs the export. */
  public static final SigningKey KEY = SigningKey.generate();

  private static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");

  private static final AuditEntry ENTRY =
      HashChain.append(
          HashChain.Head.START,
          AuditEntry.newBuilder()
              .setAccount("demo")
              .setAssetId("I1")
              .setSequence(0)
              .setKind("decision")
              .setNew$("approved")
              .setDetails(Map.of("stage", "<b>Brand</b>"))
              .setEnteredAt(AT)
              .setCause("e-1")
              .setSource("webhook")
              .setPrevious("")
              .setHash(""));

  private SignedExport() {}

  /** The file, as {@code proofline audit export} writes it. */
  public static String json() {
    return """
    {
    "format":"proofline-audit-2",
    "export_id":"export-1",
    "selection":{"of":"all"},
    "partitions":1,
    "entries":[%s],
    "order":[{"hash":"%s","partition":0}],
    "checkpoints":[%s],
    "people":[],
    "notes":[]
    }
    """
        .formatted(entry(), ENTRY.getHash(), checkpoint());
  }

  private static String entry() {
    var fields = new TreeMap<>(CanonicalJson.fields(ENTRY));
    fields.put("hash", ENTRY.getHash());
    return CanonicalJson.json(fields);
  }

  private static String checkpoint() {
    var checkpoint =
        PartitionTally.START
            .with(ENTRY)
            .checkpoint(
                new AuditPartition("demo", 0, 1),
                Map.of("I1", PartitionTally.mark(ENTRY)),
                new CheckpointDue(0, "export-1", new WholeTrail().json()),
                KEY);
    var fields = new TreeMap<>(CanonicalJson.fields(checkpoint));
    fields.put("signature", checkpoint.getSignature());
    return CanonicalJson.json(fields);
  }
}
