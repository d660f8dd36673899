package io.proofline.cli.audit;

import io.proofline.audit.AuditExport;
import io.proofline.audit.AuditSelection;
import io.proofline.audit.AuditSelection.WholeTrail;
import io.proofline.audit.CheckpointSignatures;
import io.proofline.audit.ExportHeader;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.audit.HashChain;
import io.proofline.audit.HashChain.Head;
import io.proofline.audit.PartitionTally;
import io.proofline.audit.PartitionTally.AuditPartition;
import io.proofline.audit.SigningKey;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CheckpointDue;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small trail: I1 needed changes and was approved, I3 was approved; one checkpoint over all. */
public final class AuditExportFixture {

  public static final SigningKey KEY = SigningKey.generate();
  public static final Person ANN = new Person("5f1d0c", "Ann Example", "ann@example.com", null);
  public static final Comment NOTE =
      new Comment("n-7", "I1", "5f1d0c", "=The sky, it is \"dark\"", null);

  private static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");

  public static final AuditEntry FIRST = entry(Head.START, "I1", "changes_required", 0);
  public static final AuditEntry SECOND = entry(Head.at(FIRST), "I1", "approved", 1);
  public static final AuditEntry OTHER = entry(Head.START, "I3", "approved", 2);

  /** The partition of both assets, of two. */
  public static final int PARTITION = 1;

  public static final AuditCheckpoint CHECKPOINT =
      PartitionTally.START
          .with(FIRST)
          .with(SECOND)
          .with(OTHER)
          .checkpoint(
              new AuditPartition("demo", PARTITION, 2),
              Map.of("I1", PartitionTally.mark(SECOND), "I3", PartitionTally.mark(OTHER)),
              null,
              KEY);

  /** The checkpoints of an export of everything. */
  public static final List<AuditCheckpoint> ENDS =
      List.of(
          PartitionTally.START.checkpoint(new AuditPartition("demo", 0, 2), Map.of(), due(0), KEY),
          PartitionTally.START
              .with(FIRST)
              .with(SECOND)
              .with(OTHER)
              .signed(CHECKPOINT)
              .checkpoint(new AuditPartition("demo", PARTITION, 2), Map.of(), due(PARTITION), KEY));

  private AuditExportFixture() {}

  private static CheckpointDue due(int partition) {
    return new CheckpointDue(partition, "export-1", new WholeTrail().json());
  }

  /** An export of everything without checkpoints of its own. */
  public static AuditExportData completeExport() {
    return completeExport(Form.SECOND, null, List.of(CHECKPOINT));
  }

  /** An export of everything that ends at its checkpoints. */
  public static AuditExportData endedExport() {
    return completeExport(
        Form.SECOND, "export-1", List.of(ENDS.getFirst(), CHECKPOINT, ENDS.getLast()));
  }

  /** An export with an entry that no checkpoint covers. */
  public static AuditExportData newerThanSigned() {
    var before =
        PartitionTally.START
            .with(FIRST)
            .with(SECOND)
            .checkpoint(
                new AuditPartition("demo", PARTITION, 2),
                Map.of("I1", PartitionTally.mark(SECOND)),
                null,
                KEY);
    return completeExport(Form.SECOND, null, List.of(before));
  }

  /** An export of the first form. */
  public static AuditExportData firstForm() {
    var checkpoint =
        CheckpointSignatures.sign(AuditCheckpoint.newBuilder(CHECKPOINT).setPartitions(null), KEY);
    return completeExport(Form.FIRST, null, List.of(checkpoint));
  }

  private static AuditExportData completeExport(
      Form form, @Nullable String exportId, List<AuditCheckpoint> checkpoints) {
    var order = List.of(FIRST.getHash(), SECOND.getHash(), OTHER.getHash());
    var auditExport =
        AuditExport.of(
            new ExportHeader(form, new WholeTrail(), 2, exportId),
            List.of(FIRST, SECOND, OTHER),
            new TreeMap<>(Map.of(0, List.of(), PARTITION, order)),
            checkpoints);
    return new AuditExportData(auditExport, List.of(ANN), List.of(NOTE));
  }

  public static AuditExportData partialExport() {
    var auditExport =
        AuditExport.of(
            new ExportHeader(Form.SECOND, new AuditSelection.OfAsset("I1"), 2, null),
            List.of(FIRST, SECOND),
            new TreeMap<>(),
            List.of(CHECKPOINT));
    return new AuditExportData(auditExport, List.of(ANN), List.of(NOTE));
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
