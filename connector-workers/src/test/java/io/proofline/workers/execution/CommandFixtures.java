package io.proofline.workers.execution;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.CreateProof;
import io.proofline.schemas.avro.Decides;
import io.proofline.schemas.avro.DropKeywords;
import io.proofline.schemas.avro.EnterGallery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.FileFinal;
import io.proofline.schemas.avro.Fingerprint;
import io.proofline.schemas.avro.LeaveGallery;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.ReadAsset;
import io.proofline.schemas.avro.ReadProof;
import io.proofline.schemas.avro.StageRequest;
import io.proofline.schemas.avro.WriteFields;
import io.proofline.workers.switches.SwitchTable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Commands for tests. */
public final class CommandFixtures {

  private CommandFixtures() {}

  /** Switches that were read and pause nothing. */
  static SwitchTable nothingPaused() {
    var switches = new SwitchTable(InstantSource.system());
    switches.markComplete();
    return switches;
  }

  public static Command createProof(String id, String asset) {
    return createProof(id, asset, "v1", "owner", stage("Desk", "owner", Decides.ANYONE));
  }

  public static Command createProof(
      String id, String asset, String rulesVersion, String owner, StageRequest... stages) {
    var asked =
        CreateProof.newBuilder()
            .setVersion(1)
            .setMarker(marker(asset))
            .setName(asset + ".jpg")
            .setRulesVersion(rulesVersion)
            .setOwnerTeam(owner)
            .setStages(List.of(stages))
            .build();
    return command(id, asset, CommandKind.CREATE_PROOF).setCreateProof(asked).build();
  }

  /** A stage without a deadline. */
  public static StageRequest stage(String name, String team, Decides decides) {
    return StageRequest.newBuilder().setName(name).setTeam(team).setDecides(decides).build();
  }

  public static Command readProof(String id, String asset) {
    return command(id, asset, CommandKind.READ_PROOF)
        .setReadProof(new ReadProof("proof-of-" + asset))
        .build();
  }

  public static Command readAsset(String id, String asset) {
    return command(id, asset, CommandKind.READ_ASSET).setReadAsset(new ReadAsset(asset)).build();
  }

  public static Command writeStatus(String id, String asset, String text) {
    return command(id, asset, CommandKind.WRITE_FIELDS)
        .setWriteFields(new WriteFields(asset, List.of(new FieldText("edit_status", text, false))))
        .build();
  }

  public static Command writeFields(String id, String file, FieldText... fields) {
    return command(id, "review-of-" + file, CommandKind.WRITE_FIELDS)
        .setWriteFields(new WriteFields(file, List.of(fields)))
        .build();
  }

  public static Command dropKeywords(String id, String file, String... keywords) {
    return command(id, file, CommandKind.DROP_KEYWORDS)
        .setDropKeywords(new DropKeywords(file, List.of(keywords)))
        .build();
  }

  public static Command fileFinal(String id, FileFinal.Builder asked) {
    return command(id, "I1", CommandKind.FILE_FINAL).setFileFinal(asked.build()).build();
  }

  public static Command fingerprint(String id, String file) {
    return command(id, file, CommandKind.FINGERPRINT).setFingerprint(new Fingerprint(file)).build();
  }

  public static Command enterGallery(String id, String file, String gallery, boolean publishes) {
    return command(id, file, CommandKind.ENTER_GALLERY)
        .setEnterGallery(new EnterGallery(file, gallery, "path of " + gallery, publishes))
        .build();
  }

  public static Command leaveGallery(
      String id, String file, String gallery, String keepIn, boolean always) {
    return command(id, file, CommandKind.LEAVE_GALLERY)
        .setLeaveGallery(new LeaveGallery(file, gallery, "path of " + gallery, keepIn, always))
        .build();
  }

  public static String marker(String asset) {
    return "pl:test:%s:1:1".formatted(asset);
  }

  public static Command.Builder command(String id, String asset, CommandKind kind) {
    return Command.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setEventId("event-" + id)
                .setAccount("test")
                .setSource("review")
                .setOrigin(Origin.LIVE)
                .setReceivedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setCorrelationId("correlation-" + id)
                .build())
        .setCommandId(id)
        .setAssetId(asset)
        .setRound(1)
        .setKind(kind);
  }
}
