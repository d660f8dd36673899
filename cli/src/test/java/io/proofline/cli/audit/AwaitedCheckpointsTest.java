package io.proofline.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.audit.AssetPartition;
import io.proofline.audit.AuditSelection;
import io.proofline.audit.ExportHeader;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.schemas.avro.AuditCheckpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AwaitedCheckpointsTest {

  private static final String EXPORT = "e-1";

  @Test
  void an_export_of_everything_waits_for_each_partition() {
    var awaited = awaited(new AuditSelection.WholeTrail(), 3);

    awaited.add(checkpoint(EXPORT, 0));
    awaited.add(checkpoint(EXPORT, 2));
    assertThat(awaited.areComplete()).isFalse();
    awaited.add(checkpoint(EXPORT, 1));
    assertThat(awaited.areComplete()).isTrue();
  }

  @Test
  void an_export_of_an_asset_waits_for_its_partition_only() {
    var awaited = awaited(new AuditSelection.OfAsset("I1"), 8);
    int own = AssetPartition.of("I1", 8);

    awaited.add(checkpoint(EXPORT, (own + 1) % 8));
    assertThat(awaited.areComplete()).isFalse();
    awaited.add(checkpoint(EXPORT, own));
    assertThat(awaited.areComplete()).isTrue();
  }

  @Test
  void checkpoints_of_other_exports_and_of_none_do_not_count() {
    var awaited = awaited(new AuditSelection.WholeTrail(), 1);

    awaited.add(checkpoint("e-2", 0));
    awaited.add(checkpoint(null, 0));
    assertThat(awaited.areComplete()).isFalse();
  }

  @Test
  void a_repeated_checkpoint_counts_once() {
    var awaited = awaited(new AuditSelection.WholeTrail(), 2);

    awaited.add(checkpoint(EXPORT, 0));
    awaited.add(checkpoint(EXPORT, 0));
    assertThat(awaited.areComplete()).isFalse();
  }

  private static AwaitedCheckpoints awaited(AuditSelection selection, int partitions) {
    return new AwaitedCheckpoints(
        new ExportHeader(Form.SECOND, selection, partitions, EXPORT), EXPORT);
  }

  private static AuditCheckpoint checkpoint(@Nullable String export, int partition) {
    return AuditCheckpoint.newBuilder(AuditExportFixture.CHECKPOINT)
        .setExportId(export)
        .setPartition(partition)
        .build();
  }
}
