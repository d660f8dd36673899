package io.proofline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportVerifierTest {

  /** I1 and I3 lie in partition 1, I2 in partition 0. */
  private static final AuditTrailFixture TRAIL =
      new AuditTrailFixture()
          .decides("I1", "changes_required")
          .decides("I2", "approved")
          .decides("I1", "approved")
          .isSigned()
          .decides("I3", "approved")
          .decides("I1", "pending")
          .decides("I2", "pending")
          .isSigned();

  record Scenario(String sentence, UnaryOperator<AuditExport> tampering, String found) {
    @Override
    public String toString() {
      return sentence;
    }
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        scenario(
            "a changed entry",
            entries(e -> e.set(1, changed(e.get(1)))),
            "Entry 2 of asset I1 was changed: its content no longer gives its hash."),
        scenario(
            "a changed entry with a hash to match",
            entries(e -> e.set(1, rehashed(changed(e.get(1))))),
            "Entry 3 of asset I1 does not follow from the one before it: one of the two was"
                + " replaced."),
        scenario(
            "a trail that was rewritten from some entry on",
            entries(e -> {
              e.set(1, rehashed(changed(e.get(1))));
              e.set(
                  2,
                  HashChain.append(HashChain.Head.at(e.get(1)), AuditEntry.newBuilder(e.get(2))));
            }),
            "Entry 2 of asset I1 was replaced: the checkpoint of 2026-05-04T08:00:02Z in partition"
                + " 1 has another."),
        scenario(
            "a gap",
            entries(e -> e.remove(1)),
            "Before entry 3 of asset I1, entries are missing: 1."),
        scenario(
            "a missing begin",
            entries(e -> e.remove(0)),
            "Before entry 2 of asset I1, entries are missing: 1."),
        scenario(
            "an entry that is there twice",
            entries(e -> e.add(1, e.get(1))),
            "Entry 2 of asset I1 is in the export twice, or has an impossible sequence number."),
        scenario(
            "the cut end of a trail",
            entries(e -> e.remove(2)),
            "The trail of asset I1 was cut: it ends with entry 2, and the checkpoint of"
                + " 2026-05-04T08:00:04Z in partition 1 has its entry 3."),
        scenario(
            "the cut end of a partition",
            order(1, o -> o.remove(3)),
            "Partition 1 was cut: it ends after 3 entries, and the checkpoint of"
                + " 2026-05-04T08:00:04Z in partition 1 counts 4."),
        scenario(
            "a removed asset",
            entries(e -> e.removeIf(entry -> entry.getAssetId().equals("I3"))),
            "Asset I3 is missing: the checkpoint of 2026-05-04T08:00:04Z in partition 1 has its"
                + " entry 1."),
        scenario(
            "entries in another order",
            entries(e -> Collections.swap(e, 0, 1)),
            "The entries of the file were put into another order."),
        scenario(
            "a partition in another order",
            order(1, o -> Collections.swap(o, 0, 1)),
            "Up to the checkpoint of 2026-05-04T08:00:02Z in partition 1, entries were replaced,"
                + " removed or put into another order."),
        scenario(
            "an entry that its partition lists and the file lacks",
            entries(e -> e.remove(2)),
            "Partition 1 lists an entry that is missing, or lists it twice: "
                + TRAIL.export().entries().get(2).getHash()
                + "."),
        scenario(
            "an entry that no partition lists",
            order(1, o -> o.remove(0)),
            "No partition lists the entry " + TRAIL.export().entries().get(0).getHash() + "."),
        scenario(
            "a changed checkpoint",
            checkpoints(c -> c.set(3, counting(c.get(3), 3))),
            "The checkpoint of 2026-05-04T08:00:04Z in partition 1 was changed: its signature is"
                + " wrong."),
        scenario(
            "a checkpoint that somebody else signed",
            checkpoints(c -> c.set(3, resigned(c.get(3)))),
            "The checkpoint of 2026-05-04T08:00:04Z in partition 1 names another key, %s: if it is"
                    .formatted(OTHER.verifyingKey().id())
                + " yours, give it too."),
        scenario(
            "a removed checkpoint",
            checkpoints(c -> c.remove(2)),
            "The checkpoint of 2026-05-04T08:00:04Z in partition 1 does not follow from the one"
                + " before it: one is missing or was changed."),
        scenario(
            "checkpoints in another order",
            checkpoints(c -> Collections.swap(c, 2, 3)),
            "The checkpoints of the file were put into another order."));
  }

  private static final SigningKey OTHER = SigningKey.generate();

  @ParameterizedTest(name = "{0} is found")
  @MethodSource("scenarios")
  void tampering_is_found(Scenario scenario) {
    assertThat(findings(scenario.tampering().apply(TRAIL.export()))).contains(scenario.found());
  }

  @Test
  void a_whole_export_is_without_findings() {
    assertThat(findings(TRAIL.export())).isEmpty();
  }

  @Test
  void entries_after_the_last_checkpoint_are_no_finding() {
    var auditTrailFixture =
        new AuditTrailFixture().decides("I1", "approved").isSigned().decides("I1", "pending");
    assertThat(findings(auditTrailFixture.export())).isEmpty();
  }

  @Test
  void a_trail_without_checkpoints_is_verified_by_its_chains() {
    assertThat(findings(new AuditTrailFixture().decides("I1", "approved").export())).isEmpty();
  }

  @Test
  void a_part_may_lack_assets_and_no_entries_of_those_in_it() {
    assertThat(findings(partOf("I1", e -> {}))).isEmpty();
    assertThat(findings(partOf("I1", e -> e.remove(2))))
        .hasSize(1)
        .first()
        .asString()
        .contains("cut");
    assertThat(findings(partOf("I1", e -> e.remove(1)))).hasSize(2);
  }

  @Test
  void without_a_key_signatures_are_not_looked_at() {
    var resigned = checkpoints(c -> c.set(3, resigned(c.get(3)))).apply(TRAIL.export());
    assertThat(ExportVerifier.problems(resigned, List.of())).isEmpty();
  }

  @Test
  void keys_that_were_changed_once_are_both_given() {
    var resigned = checkpoints(c -> c.set(3, resigned(c.get(3)))).apply(TRAIL.export());
    assertThat(
            ExportVerifier.problems(
                resigned, List.of(OTHER.verifyingKey(), AuditTrailFixture.KEY.verifyingKey())))
        .isEmpty();
  }

  private static List<String> findings(AuditExport auditExport) {
    return ExportVerifier.problems(auditExport, List.of(AuditTrailFixture.KEY.verifyingKey()));
  }

  private static Scenario scenario(
      String sentence, UnaryOperator<AuditExport> tampering, String found) {
    return new Scenario(sentence, tampering, found);
  }

  /** Something that is done to a list. */
  private interface Tampering<T> {
    void with(List<T> list);
  }

  private static UnaryOperator<AuditExport> entries(Tampering<AuditEntry> tampering) {
    return whole -> {
      var entries = new ArrayList<>(whole.entries());
      tampering.with(entries);
      return new AuditExport(entries, whole.order(), whole.checkpoints());
    };
  }

  private static UnaryOperator<AuditExport> order(int partition, Tampering<String> tampering) {
    return whole -> {
      var order = new TreeMap<>(whole.order());
      var hashes = new ArrayList<>(order.get(partition));
      tampering.with(hashes);
      order.put(partition, hashes);
      return new AuditExport(whole.entries(), order, whole.checkpoints());
    };
  }

  private static UnaryOperator<AuditExport> checkpoints(Tampering<AuditCheckpoint> tampering) {
    return whole -> {
      var checkpoints = new ArrayList<>(whole.checkpoints());
      tampering.with(checkpoints);
      return new AuditExport(whole.entries(), whole.order(), checkpoints);
    };
  }

  private static AuditExport partOf(String asset, Tampering<AuditEntry> tampering) {
    var whole = TRAIL.export();
    var entries =
        new ArrayList<>(
            whole.entries().stream().filter(e -> e.getAssetId().equals(asset)).toList());
    tampering.with(entries);
    var checkpoints = whole.checkpoints().stream().filter(c -> c.getPartition() == 1).toList();
    return new AuditExport(entries, new TreeMap<>(), checkpoints);
  }

  private static AuditEntry changed(AuditEntry entry) {
    return AuditEntry.newBuilder(entry).setNew$("rejected").build();
  }

  private static AuditEntry rehashed(AuditEntry entry) {
    return AuditEntry.newBuilder(entry).setHash(HashChain.hash(entry)).build();
  }

  private static AuditCheckpoint counting(AuditCheckpoint checkpoint, long entries) {
    return AuditCheckpoint.newBuilder(checkpoint).setEntries(entries).build();
  }

  private static AuditCheckpoint resigned(AuditCheckpoint checkpoint) {
    return CheckpointSignatures.sign(AuditCheckpoint.newBuilder(checkpoint), OTHER);
  }
}
