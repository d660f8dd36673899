package io.proofline.cli.audit;

import io.proofline.audit.AuditExport;
import io.proofline.audit.HashChain;
import io.proofline.audit.HashChain.Head;
import io.proofline.audit.PartitionTally;
import io.proofline.audit.SigningKey;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small trail: I1 needed changes and was approved, I2 was approved; one checkpoint over all. */
public final class AuditExportFixture {

  public static final SigningKey KEY = SigningKey.generate();
  public static final Person ANN = new Person("5f1d0c", "Ann Example", "ann@example.com", null);
  public static final Comment NOTE =
      new Comment("n-7", "I1", "5f1d0c", "=The sky, it is \"dark\"", null);

  private static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");

  public static final AuditEntry FIRST = entry(Head.START, "I1", "changes_required", 0);
  public static final AuditEntry SECOND = entry(Head.at(FIRST), "I1", "approved", 1);
  public static final AuditEntry OTHER = entry(Head.START, "I2", "approved", 2);
  public static final AuditCheckpoint CHECKPOINT =
      PartitionTally.START
          .with(FIRST)
          .with(SECOND)
          .with(OTHER)
          .checkpoint(
              "demo",
              0,
              Map.of("I1", PartitionTally.mark(SECOND), "I2", PartitionTally.mark(OTHER)),
              KEY);

  private AuditExportFixture() {}

  public static AuditExportData completeExport() {
    var order = List.of(FIRST.getHash(), SECOND.getHash(), OTHER.getHash());
    var auditExport =
        AuditExport.of(
            List.of(FIRST, SECOND, OTHER),
            new TreeMap<>(Map.of(0, order, 1, List.of())),
            List.of(CHECKPOINT));
    return new AuditExportData(
        new AuditSelection.WholeTrail(), 2, auditExport, List.of(ANN), List.of(NOTE));
  }

  public static AuditExportData partialExport() {
    var auditExport = AuditExport.of(List.of(FIRST, SECOND), new TreeMap<>(), List.of(CHECKPOINT));
    return new AuditExportData(
        new AuditSelection.OfAsset("I1"), 2, auditExport, List.of(ANN), List.of(NOTE));
  }

  public static String json(AuditExportData auditExportData) {
    var text = new StringWriter();
    AuditJsonWriter.write(auditExportData, new PrintWriter(text));
    return text.toString();
  }

  /** A decision by Ann, some days after the first. */
  private static AuditEntry entry(Head head, String asset, String decision, int days) {
    var at = AT.plusSeconds(days * 86_400L);
    return HashChain.append(
        head,
        AuditEntry.newBuilder()
            .setAccount("demo")
            .setAssetId(asset)
            .setSequence(0)
            .setKind("decision")
            .setPersonId("5f1d0c")
            .setNew$(decision)
            .setDetails(Map.of("stage", "Brand “é”", "note", "n-7", "reviewer", "5f1d0c"))
            .setOccurredAt(days == 2 ? null : at.minusSeconds(86_400))
            .setEnteredAt(at)
            .setRule("Product photos")
            .setRulesVersion("0123456789ab")
            .setCause("e-" + days)
            .setSource("reading")
            .setPrevious("")
            .setHash(""));
  }
}
