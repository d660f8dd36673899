package io.proofline.audit;

import static io.proofline.audit.AuditTrailFixture.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.audit.AuditSelection.EntryTime;
import io.proofline.audit.AuditSelection.OfAsset;
import io.proofline.audit.AuditSelection.OfPeriod;
import io.proofline.audit.AuditSelection.WholeTrail;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that each kind of tampering with an export is found, and that an intact export has no
 * finding.
 *
 * <p>Longer than 300 lines because it is a table with one forgery per row.
 */
class ExportVerifierTest {

  private static final AuditTrailFixture TRAIL = trail();

  /** I1 and I3 are in partition 1, I2 in partition 0. */
  private static AuditTrailFixture trail() {
    return new AuditTrailFixture()
        .decides("I1", "changes_required")
        .decides("I2", "approved")
        .decides("I1", "approved")
        .isSigned()
        .decides("I3", "approved")
        .decides("I1", "pending")
        .decides("I2", "pending")
        .isSigned();
  }

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

  private static final LocalDate TODAY = LocalDate.ofInstant(AT, ZoneOffset.UTC);
  private static final LocalDate NEXT = TODAY.plusDays(1);
  private static final OfPeriod DAY = new OfPeriod(TODAY, TODAY, EntryTime.DECIDED);
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
  void entries_after_the_last_checkpoint_are_counted() {
    var auditTrailFixture =
        new AuditTrailFixture()
            .decides("I1", "approved")
            .isSigned()
            .decides("I1", "pending")
            .decides("I2", "pending");
    assertThat(verify(auditTrailFixture.export()))
        .isEqualTo(new ExportVerification(List.of(), 2, 0, false));
  }

  static Stream<AuditSelection> selections() {
    return Stream.of(new WholeTrail(), new OfAsset("I1"), DAY);
  }

  @ParameterizedTest
  @MethodSource("selections")
  void an_export_that_ends_at_its_checkpoints_is_covered_and_its_selection_signed(
      AuditSelection selection) {
    assertThat(verify(trail().decides("I3", "pending").export(selection)))
        .isEqualTo(new ExportVerification(List.of(), 0, 0, true));
  }

  @Test
  void an_export_of_the_first_form_is_verified_and_signs_no_selection() {
    assertThat(verify(TRAIL.exportOfFirstForm()))
        .isEqualTo(new ExportVerification(List.of(), 0, 0, false));
  }

  @Test
  void an_entry_behind_the_checkpoints_with_an_older_date_is_counted() {
    var auditExport = appended("I1", AT.plusSeconds(1), 1).apply(trail().export());
    assertThat(verify(auditExport)).isEqualTo(new ExportVerification(List.of(), 1, 1, false));
  }

  static Stream<Scenario> forgeries() {
    return Stream.of(
        scenario(
            "a back-dated entry at the end of another partition",
            appended("I1", AT.plusSeconds(1), 0),
            "Asset I1 is in partition 0, and belongs in partition 1 of 2. Entries that are in"
                + " another partition than their asset's: 1."),
        scenario(
            "a back-dated entry at the end of its partition",
            appended("I1", AT.plusSeconds(1), 1),
            "Entry 4 of asset I1 was added: it is newer than the checkpoint at which the export"
                + " ends."),
        scenario(
            "an export of everything that was relabelled as one of days, without an asset",
            whole ->
                relabelled(
                    new ExportHeader(Form.SECOND, DAY, 2, whole.header().exportId()), whole, "I2"),
            "Partition 0 does not end with the checkpoint of this export: its end was cut, or the"
                + " head of the file was changed."),
        scenario(
            "an export of everything that was relabelled as one of an asset",
            whole ->
                relabelled(
                    new ExportHeader(Form.SECOND, new OfAsset("I1"), 2, whole.header().exportId()),
                    whole,
                    "I2"),
            "Asset I3 does not belong to the selection of the export:"
                + " {\"asset\":\"I1\",\"of\":\"asset\"}."),
        scenario(
            "an export that was relabelled as one of the first form",
            whole -> relabelled(new ExportHeader(Form.FIRST, DAY, 2, null), whole, "I2"),
            "Its format is proofline-audit-1, but its checkpoints are of a later one: the format"
                + " was changed."),
        scenario(
            "another partition count",
            whole ->
                new AuditExport(
                    new ExportHeader(Form.SECOND, new WholeTrail(), 3, whole.header().exportId()),
                    whole.entries(),
                    whole.order(),
                    whole.checkpoints()),
            "It says 3 partitions, and a checkpoint says 2."),
        scenario(
            "a partition that was removed with its checkpoints",
            whole -> {
              var order = new TreeMap<>(whole.order());
              order.put(0, List.of());
              return new AuditExport(
                  whole.header(),
                  whole.entries().stream().filter(e -> !e.getAssetId().equals("I2")).toList(),
                  order,
                  whole.checkpoints().stream().filter(c -> c.getPartition() == 1).toList());
            },
            "Partition 0 does not end with the checkpoint of this export: its end was cut, or the"
                + " head of the file was changed."),
        scenario(
            "the id of another export",
            whole ->
                new AuditExport(
                    new ExportHeader(Form.SECOND, new WholeTrail(), 2, "export-other"),
                    whole.entries(),
                    whole.order(),
                    whole.checkpoints()),
            "Partition 1 does not end with the checkpoint of this export: its end was cut, or the"
                + " head of the file was changed."),
        scenario(
            "an entry of another installation",
            entries(e -> e.set(0, ofOther(e.getFirst()))),
            "It is of several installations: demo, other."));
  }

  @ParameterizedTest(name = "{0} is found")
  @MethodSource("forgeries")
  void forgery_is_found(Scenario scenario) {
    assertThat(findings(scenario.tampering().apply(trail().export(new WholeTrail()))))
        .contains(scenario.found());
  }

  @Test
  void an_export_of_days_has_all_assets_that_got_an_entry_in_them() {
    var ofDay = trail().export(DAY);
    assertThat(findings(without("I2", ofDay)))
        .contains("Asset I2 is missing: it belongs to the selection of the export.");
    assertThat(findings(without("I2", trail().export(new OfPeriod(NEXT, NEXT, EntryTime.ENTERED)))))
        .isEmpty();
  }

  @Test
  void an_export_of_an_asset_has_that_asset() {
    assertThat(findings(without("I1", trail().export(new OfAsset("I1")))))
        .contains("Asset I1 is missing: it belongs to the selection of the export.");
  }

  private static AuditExport relabelled(ExportHeader header, AuditExport whole, String without) {
    var part = without(without, whole);
    return new AuditExport(header, part.entries(), new TreeMap<>(), part.checkpoints());
  }

  private static AuditExport without(String asset, AuditExport whole) {
    return entries(e -> e.removeIf(entry -> entry.getAssetId().equals(asset))).apply(whole);
  }

  private static AuditEntry ofOther(AuditEntry entry) {
    return rehashed(AuditEntry.newBuilder(entry).setAccount("other").build());
  }

  /** With one more entry of an asset, and its line at the end of a partition. */
  private static UnaryOperator<AuditExport> appended(String asset, Instant at, int partition) {
    return whole -> {
      var last = whole.entries().stream().filter(e -> e.getAssetId().equals(asset)).toList();
      var forged =
          HashChain.append(
              HashChain.Head.at(last.getLast()), AuditTrailFixture.decided(asset, "rejected", at));
      var entries = new ArrayList<>(whole.entries());
      entries.add(forged);
      var order = new TreeMap<>(whole.order());
      var hashes = new ArrayList<>(order.get(partition));
      hashes.add(forged.getHash());
      order.put(partition, hashes);
      return AuditExport.of(whole.header(), entries, order, whole.checkpoints());
    };
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
  void signatures_are_not_checked_without_a_key() {
    var resigned = checkpoints(c -> c.set(3, resigned(c.get(3)))).apply(TRAIL.export());
    assertThat(ExportVerifier.verify(resigned, List.of()).problems()).isEmpty();
  }

  @Test
  void keys_that_were_changed_once_are_both_given() {
    var resigned = checkpoints(c -> c.set(3, resigned(c.get(3)))).apply(TRAIL.export());
    assertThat(
            ExportVerifier.verify(
                    resigned, List.of(OTHER.verifyingKey(), AuditTrailFixture.KEY.verifyingKey()))
                .problems())
        .isEmpty();
  }

  private static List<String> findings(AuditExport auditExport) {
    return verify(auditExport).problems();
  }

  private static ExportVerification verify(AuditExport auditExport) {
    return ExportVerifier.verify(auditExport, List.of(AuditTrailFixture.KEY.verifyingKey()));
  }

  private static Scenario scenario(
      String sentence, UnaryOperator<AuditExport> tampering, String found) {
    return new Scenario(sentence, tampering, found);
  }

  /** A change of a list. */
  private interface Tampering<T> {
    void with(List<T> list);
  }

  private static UnaryOperator<AuditExport> entries(Tampering<AuditEntry> tampering) {
    return whole -> {
      var entries = new ArrayList<>(whole.entries());
      tampering.with(entries);
      return new AuditExport(whole.header(), entries, whole.order(), whole.checkpoints());
    };
  }

  private static UnaryOperator<AuditExport> order(int partition, Tampering<String> tampering) {
    return whole -> {
      var order = new TreeMap<>(whole.order());
      var hashes = new ArrayList<>(order.get(partition));
      tampering.with(hashes);
      order.put(partition, hashes);
      return new AuditExport(whole.header(), whole.entries(), order, whole.checkpoints());
    };
  }

  private static UnaryOperator<AuditExport> checkpoints(Tampering<AuditCheckpoint> tampering) {
    return whole -> {
      var checkpoints = new ArrayList<>(whole.checkpoints());
      tampering.with(checkpoints);
      return new AuditExport(whole.header(), whole.entries(), whole.order(), checkpoints);
    };
  }

  private static AuditExport partOf(String asset, Tampering<AuditEntry> tampering) {
    return entries(tampering).apply(trail().export(new OfAsset(asset)));
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
