package io.proofline.review;

import static io.proofline.review.AuditEvent.EventKind.DECISION;
import static io.proofline.review.ReviewDriver.AUTUMN;
import static io.proofline.review.ReviewDriver.SEND;
import static io.proofline.review.ReviewDriver.file;
import static io.proofline.review.ReviewDriver.proof;
import static io.proofline.review.ReviewDriver.rules;
import static io.proofline.review.ReviewDriver.stage;
import static io.proofline.review.ReviewDriver.stageAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Asset;
import io.proofline.policy.ProofState;
import io.proofline.policy.Rules;
import io.proofline.review.Fact.RequestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that the audit trail gets one entry for each event, from the source that reports it first
 * (scenario S7).
 *
 * <p>Longer than 300 lines because it is one table of scenarios.
 */
class AuditEventsTest {

  private static final String TEXT =
      """
      version: 1
      teams: { owner: [dam@example.com], brand: [ann@example.com], legal: [legal@example.com] }
      select: { gallery: Send to review }
      settle: 10m
      limits: { proofs_per_hour: 2 }
      reviews:
        - { name: Products, when: { keyword: product }, ask: [ { stage: Brand, team: brand } ] }
        - { name: Trial, mode: watch, when: { keyword: trial }, ask: [ { stage: Brand, team: brand } ] }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      require: [ { when: { keyword: alcohol }, ask: [ { stage: Legal, team: legal } ] } ]
      proof: { owner: owner }
      write: { edit_status: { in_review: In review, approved: Approved } }
      approved: { store: new_asset, publish: [ { to: Press kit } ] }
      """;

  private static final Rules RULES = rules(TEXT);
  private static final Rules UNMATCHED = rules(TEXT.replaceAll("(?m)^otherwise.*\n", ""));

  /** After {@code before}, {@code then} adds exactly these entries to the trail. */
  record Row(
      String name,
      Rules rules,
      UnaryOperator<ReviewDriver> before,
      UnaryOperator<ReviewDriver> then,
      List<String> entries) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        // which assets have entries
        row(
            "an asset that is not under review has no entries",
            ReviewDriver::timerFires,
            s ->
                s.libraryShows(List.of(AUTUMN))
                    .libraryShows(List.of(), "hills")
                    .assetTrashed()
                    .assetRestored()),
        row(
            "a selected asset that no rule matches has entries",
            UNMATCHED,
            s -> s.libraryShows(List.of(AUTUMN)),
            ReviewDriver::requestsSelection,
            "requested > select",
            "selected > 1"),
        row(
            "a withdrawn asset that is not under review has entries",
            s -> s.libraryShows(List.of(AUTUMN)),
            s -> s.requests(RequestKind.WITHDRAW),
            "requested > withdraw"),
        row(
            "an id that the library does not have is never on record",
            s -> s,
            s ->
                s.requests(RequestKind.START)
                    .assetPurged()
                    .requests(RequestKind.SELECT)
                    .assetPurged()),
        row(
            "the request for an asset that was never read is on record once it is read",
            ReviewDriver::requestsSelection,
            s -> s.libraryShows(List.of(AUTUMN)),
            "requested > select",
            "selected > 1",
            "routed > otherwise stages=Desk"),
        row(
            "the withdrawal of an asset that was never read is on record at once",
            s -> s.requests(RequestKind.START),
            s -> s.requests(RequestKind.WITHDRAW),
            "requested > start",
            "requested > withdraw",
            "selected > 1"),
        // selection and rules
        row(
            "the matched rule and the stages are recorded",
            s -> s.libraryShows(List.of(AUTUMN), "product", "alcohol"),
            ReviewDriver::nextTimerFires,
            "routed > Products stages=Brand, Legal"),
        row(
            "the route of a watching rule is recorded as such",
            s -> s.libraryShows(List.of(AUTUMN), "trial"),
            ReviewDriver::nextTimerFires,
            "routed > Trial stages=Brand watch=true"),
        row(
            "the proof rate limit holds the asset, and a go-ahead releases it",
            s -> s.libraryShows(List.of(AUTUMN), "product").nextTimerFires(),
            s -> s.proofPermit(false).timerFires().timerFires().proofPermit(true).timerFires(),
            "held > beyond the proofs of an hour",
            "released"),
        row(
            "the selection of a held asset releases it",
            s -> s.libraryShows(List.of(AUTUMN), "product").nextTimerFires().proofPermit(false),
            ReviewDriver::requestsSelection,
            "requested > select",
            "selected > 1",
            "released"),
        row(
            "a proof permit that is granted at once holds and releases nothing",
            s -> s.libraryShows(List.of(AUTUMN), "product").nextTimerFires(),
            s -> s.proofPermit(true)),
        row(
            "the answer to added stages does not revoke a decision during the call",
            AuditEventsTest::inReview,
            s ->
                s.requestsReread()
                    .proofRead(proof(stage("Desk", null)))
                    .libraryShows(List.of(AUTUMN), "alcohol")
                    .decides("p1", "Desk", "approved")
                    .stagesUpdated(proof(stage("Desk", null), stage("Legal", null))),
            "requested > reread",
            "stages_required otherwise > otherwise stages=Desk, Legal",
            "decision > approved proof=p1 reviewer=reviewer-Desk sha256=b1 stage=id-Desk version=1",
            "stages_added > Desk, Legal by update_stages"),
        row(
            "stages that a later keyword requires are recorded, and their addition too",
            AuditEventsTest::inReview,
            s ->
                s.requestsReread()
                    .proofRead(proof(stage("Desk", null)))
                    .libraryShows(List.of(AUTUMN), "alcohol")
                    .stagesUpdated(proof(stage("Desk", null), stage("Legal", null)))
                    .libraryShows(List.of(AUTUMN), "alcohol", "hills"),
            "requested > reread",
            "stages_required otherwise > otherwise stages=Desk, Legal",
            "stages_added > Desk, Legal by update_stages"),
        row(
            "a reroute by a person is recorded with both routes",
            AuditEventsTest::inReview,
            s -> s.libraryShows(List.of(AUTUMN), "product").requests(RequestKind.REROUTE),
            "requested > reroute",
            "routed otherwise > Products stages=Brand"),
        // the asset
        row(
            "the asset is trashed, restored and purged",
            AuditEventsTest::inReview,
            s -> s.assetTrashed().assetRestored().assetPurged(),
            "asset_trashed there > trashed",
            "asset_restored trashed > there",
            "asset_gone there > gone"),
        row(
            "the asset's picture changes",
            AuditEventsTest::inReview,
            s -> s.libraryChanges(AuditEventsTest::moved).fingerprintTaken(file("b2", "another")),
            "content_changed b1 > b2 version=2"),
        // proofs
        row(
            "a proof is opened by its command, with the hash of the file",
            s -> s.libraryShows(List.of(AUTUMN)).requestsSelection(),
            s -> s.proofCreated("p1", file("b1", "a picture")),
            "proof_opened > p1 proof=p1 sha256=b1 version=1 by create_proof"),
        row(
            "a proof that an event reports first is opened once, without a command",
            s -> s.libraryShows(List.of(AUTUMN)).requestsSelection(),
            s -> s.ziflowEvent("p1", null, "created", 1, 1).proofCreated("p1"),
            "proof_opened > p1 proof=p1 version=1"),
        row(
            "a version that a person uploads in Ziflow is recorded with the person",
            AuditEventsTest::inReview,
            s -> s.versionUploadedInZiflow("p2", "p1"),
            "version_uploaded > p2 proof=p2 version=2"),
        row(
            "a version that only a read reports is recorded without a command",
            AuditEventsTest::inReview,
            s ->
                s.requestsReread()
                    .proofRead(
                        new ProofState(
                            false,
                            "in_progress",
                            false,
                            null,
                            List.of("p2"),
                            List.of(stage("Desk", null)))),
            "requested > reread",
            "version_uploaded > p2 proof=p2 version=2"),
        row(
            "a proof is deleted in Ziflow and restored",
            AuditEventsTest::inReview,
            s ->
                s.ziflowEvent("p1", "deleted")
                    .proofRead(ReviewDriver.goneProof())
                    .ziflowEvent("p1", "restored")
                    .proofRead(proof(stage("Desk", null))),
            "proof_gone proof=p1 sha256=b1 version=1",
            "proof_restored proof=p1 sha256=b1 version=1"),
        row(
            "a proof that Ziflow can't make fails once and is deleted by a command",
            AuditEventsTest::inReview,
            s ->
                s.ziflowEvent("p1", "failed")
                    .proofRead(ReviewDriver.failedProof())
                    .requestsReread()
                    .proofRead(ReviewDriver.failedProof())
                    .proofDeleted(),
            "proof_failed proof=p1 sha256=b1 version=1",
            "requested > reread",
            "proof_deleted p1 > proof=p1 sha256=b1 version=1 by delete_proof"),
        row(
            "a proof that a person restarts is not deleted by a command",
            s -> inReview(s).ziflowEvent("p1", "deleted").proofRead(ReviewDriver.goneProof()),
            s -> s.requests(RequestKind.START),
            "requested > start",
            "selected > 2",
            "proof_deleted p1 > proof=p1 sha256=b1 version=1"),
        row(
            "each proof that Proofline did not create is recorded once as unmatched",
            AuditEventsTest::inReview,
            s ->
                s.ziflowEvent("p8", null, "decision", 1, 7)
                    .ziflowEvent("p9", null, "decision", 1, 7)
                    .ziflowEvent("p8", null, "status", 1, 7),
            "unmatched_proof > p8",
            "unmatched_proof > p9"),
        row(
            "a person links an unmatched proof",
            s -> inReview(s).ziflowEvent("p9", null, "decision", 1, 7),
            s -> s.requests(RequestKind.LINK, "p9"),
            "requested > link proof=p9",
            "selected > 2",
            "version_uploaded > p9 proof=p9 version=2"),
        // decisions
        row(
            "a decision is recorded with its reasons and the resulting verdict",
            AuditEventsTest::inReview,
            s ->
                s.decides("p1", "Desk", "changes_required", "Crop", "Too dark")
                    .proofRead(proof(stage("Desk", "changes_required", "Crop", "Too dark"))),
            "decision > changes_required proof=p1 reasons=Crop, Too dark reviewer=reviewer-Desk"
                + " sha256=b1 stage=id-Desk version=1",
            "verdict open > needs_changes proof=p1 sha256=b1 version=1"),
        row(
            "a verdict is taken back",
            AuditEventsTest::approved,
            s -> s.decides("p1", "Desk", "pending").proofRead(proof(stage("Desk", null))),
            "decision approved > pending proof=p1 reviewer=reviewer-Desk"
                + " sha256=b1 stage=id-Desk version=1",
            "verdict approved > open proof=p1 sha256=b1 version=1"),
        row(
            "a comment and a completed review are recorded",
            AuditEventsTest::inReview,
            s -> s.comments("p1", "note-7").completes("p1", "Desk"),
            "comment > created comment=comment-1 note=note-7 proof=p1 reviewer=reviewer-Desk"
                + " sha256=b1 version=1",
            "review_completed > true proof=p1 reviewer=reviewer-Desk sha256=b1 version=1"),
        row(
            "events of a foreign proof are not recorded",
            AuditEventsTest::inReview,
            s ->
                s.comments("p7", "note-7")
                    .completes("p7", "Desk")
                    .decides("p7", "Desk", "approved")),
        // commands
        row(
            "a written text is recorded with the text before it",
            AuditEventsTest::approved,
            ReviewDriver::fieldsWritten,
            "status_written In review > Approved media=I0000EXAMPLE0001 by write_fields"),
        row(
            "a dead command is recorded",
            AuditEventsTest::approved,
            s -> s.endsDead(RequiredCommand.CommandKind.WRITE_FIELDS, "no access"),
            "call_died > write_fields by write_fields"),
        row(
            "a repeated outcome is recorded once",
            AuditEventsTest::approved,
            s -> s.fieldsWritten().repeatLast(Fact.OutcomeReceived.class),
            "status_written In review > Approved media=I0000EXAMPLE0001 by write_fields"),
        row(
            "the asset is published and removed again",
            s -> approved(s).fieldsWritten().containerReady("G-PRESS"),
            s -> s.galleryEntered().requests(RequestKind.WITHDRAW).galleryLeft(),
            "published gallery=G-PRESS media=I0000EXAMPLE0001 path=Press kit by enter_gallery",
            "requested > withdraw",
            "taken_out gallery=G-PRESS media=I0000EXAMPLE0001 path=Press kit by leave_gallery"),
        row(
            "the selection is removed from the gallery once its proof exists",
            s -> s.libraryShows(List.of(AUTUMN, SEND)).proofCreated("p1").fieldsWritten(),
            ReviewDriver::galleryLeft,
            "taken_out gallery=G0000SENDTOREVIE media=I0000EXAMPLE0001 path=Send to review"
                + " by leave_gallery"),
        row(
            "a publication in a missing gallery is not recorded",
            s -> approved(s).fieldsWritten().containerReady("G-PRESS"),
            ReviewDriver::galleryIsMissing),
        row(
            "the final is stored",
            s ->
                inReview(s)
                    .versionUploadedInZiflow("p2", "p1")
                    .proofRead(proof(stage("Desk", "approved"))),
            s -> s.finalFiled("I0000FINAL000001"),
            "filed > I0000FINAL000001 by file_final"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void the_trail_records(Row row) {
    var reviewDriver = row.before().apply(new ReviewDriver(row.rules()));
    int known = reviewDriver.auditTrail().size();

    var added = row.then().apply(reviewDriver).auditTrail();

    assertThat(added.subList(known, added.size()))
        .extracting(h -> line(h, reviewDriver))
        .isEqualTo(row.entries());
  }

  private static Row row(
      String name,
      UnaryOperator<ReviewDriver> before,
      UnaryOperator<ReviewDriver> then,
      String... entries) {
    return row(name, RULES, before, then, entries);
  }

  private static Row row(
      String name,
      Rules rules,
      UnaryOperator<ReviewDriver> before,
      UnaryOperator<ReviewDriver> then,
      String... entries) {
    return new Row(name, rules, before, then, List.of(entries));
  }

  private static ReviewDriver inReview(ReviewDriver reviewDriver) {
    return reviewDriver
        .libraryShows(List.of(AUTUMN))
        .requestsSelection()
        .proofCreated("p1", file("b1", "a picture"))
        .fieldsWritten();
  }

  private static ReviewDriver approved(ReviewDriver reviewDriver) {
    return inReview(reviewDriver)
        .decides("p1", "Desk", "approved")
        .proofRead(proof(stage("Desk", "approved")));
  }

  private static Asset moved(Asset asset) {
    return ReviewDriver.of(asset, Asset.MediaType.DOCUMENT);
  }

  /** An entry as a line: its kind, old value > new value, its details, and its command. */
  private static String line(AuditEvent auditEvent, ReviewDriver reviewDriver) {
    var words = new ArrayList<String>();
    words.add(auditEvent.kind().name().toLowerCase(Locale.ROOT));
    if (auditEvent.before() != null || auditEvent.after() != null) {
      words.add(Objects.requireNonNullElse(auditEvent.before(), ""));
      words.add(">");
      words.add(Objects.requireNonNullElse(auditEvent.after(), ""));
    }
    new TreeMap<>(auditEvent.details()).forEach((name, text) -> words.add(name + "=" + text));
    reviewDriver.plannedCommands().stream()
        .map(ReviewPlan.PlannedCommand::issued)
        .filter(issuedCommand -> issuedCommand.commandId().equals(auditEvent.commandId()))
        .findFirst()
        .ifPresent(issuedCommand ->
            words.add("by " + issuedCommand.kind().name().toLowerCase(Locale.ROOT)));
    return String.join(" ", words.stream().filter(w -> !w.isEmpty()).toList());
  }

  private final ReviewDriver reviewDriver =
      new ReviewDriver()
          .libraryShows(List.of(AUTUMN))
          .requestsSelection()
          .proofCreated("p1")
          .fieldsWritten();

  @Test
  void an_asset_that_is_not_under_review_has_no_entries() {
    assertThat(
            new ReviewDriver()
                .libraryShows(List.of(AUTUMN))
                .libraryShows(List.of(), "product")
                .auditTrail())
        .isEmpty();
  }

  @Test
  void the_events_before_a_proof_are_recorded_in_order() {
    assertThat(reviewDriver.auditTrail())
        .extracting(AuditEvent::kind)
        .containsExactly(
            AuditEvent.EventKind.REQUESTED,
            AuditEvent.EventKind.SELECTED,
            AuditEvent.EventKind.ROUTED,
            AuditEvent.EventKind.PROOF_OPENED,
            AuditEvent.EventKind.STATUS_WRITTEN);
  }

  @Test
  void a_decision_is_recorded_once_by_its_event_and_not_again_by_a_read() {
    reviewDriver.decides("p1", "Desk", "approved");
    reads("approved", reviewDriver.now());

    assertThat(decisions()).containsExactly("null > approved");
  }

  @Test
  void a_decision_without_an_event_is_recorded_by_a_read() {
    reads("approved", reviewDriver.now());

    assertThat(decisions()).containsExactly("null > approved");
  }

  @Test
  void a_late_event_of_a_recorded_decision_records_nothing() {
    reads("approved", reviewDriver.now().plusSeconds(2));
    reviewDriver.decides("p1", "Desk", "approved");

    assertThat(decisions()).containsExactly("null > approved");
  }

  @Test
  void an_event_that_is_delivered_twice_is_one_entry() {
    reviewDriver.decides("p1", "Desk", "approved").repeatLast(Fact.ProofEventReceived.class);

    assertThat(decisions()).containsExactly("null > approved");
  }

  @Test
  void approve_revoke_approve_is_three_entries() {
    reviewDriver.decides("p1", "Desk", "approved").later(Duration.ofMinutes(1));
    reviewDriver.decides("p1", "Desk", "pending").later(Duration.ofMinutes(1));
    reviewDriver.decides("p1", "Desk", "approved");

    assertThat(decisions())
        .containsExactly("null > approved", "approved > pending", "pending > approved");
  }

  @Test
  void a_second_revocation_is_recorded_even_if_only_a_read_shows_it() {
    reviewDriver.decides("p1", "Desk", "approved").later(Duration.ofMinutes(1));
    reviewDriver.decides("p1", "Desk", "pending").later(Duration.ofMinutes(1));
    reviewDriver.decides("p1", "Desk", "approved").later(Duration.ofMinutes(1));
    shows(null, null);
    shows(null, null);

    assertThat(decisions())
        .containsExactly(
            "null > approved", "approved > pending", "pending > approved", "approved > pending");
  }

  @Test
  void a_decision_during_a_read_is_not_revoked_by_the_state_before_it() {
    reviewDriver.requestsReread().decides("p1", "Desk", "changes_required");
    shows(null, null);
    shows("changes_required", reviewDriver.now());

    assertThat(decisions()).containsExactly("null > changes_required");
  }

  @Test
  void a_decision_during_a_read_is_recorded_once_without_times_too() {
    reviewDriver.decides("p1", "Desk", "approved").decides("p1", "Desk", "changes_required");
    shows("approved", null);
    shows("changes_required", null);

    assertThat(decisions()).containsExactly("null > approved", "approved > changes_required");
  }

  @Test
  void a_revocation_during_a_read_is_recorded_by_the_next_read() {
    reviewDriver.decides("p1", "Desk", "approved");
    reviewDriver.ziflowEvent("p1", "status");
    shows(null, null);
    shows(null, null);

    assertThat(decisions()).containsExactly("null > approved", "approved > pending");
  }

  @Test
  void a_deleted_proof_does_not_revoke_its_decisions() {
    reviewDriver.requestsReread().decides("p1", "Desk", "changes_required");
    shows(null, null);
    reviewDriver.proofRead(ReviewDriver.goneProof());

    assertThat(decisions()).containsExactly("null > changes_required");
  }

  @Test
  void the_decisions_of_hundreds_of_reviewers_are_recorded_once() {
    reviewDriver.requestsReread().proofRead(approvedBy(300, "in_progress"));
    reviewDriver.requestsReread().proofRead(approvedBy(300, "completed"));

    assertThat(decisions()).hasSize(300);
  }

  private static ProofState approvedBy(int reviewers, String stageStatus) {
    var decided =
        IntStream.range(0, reviewers)
            .mapToObj(i ->
                new ProofState.ReviewerDecision(
                    "reviewer-" + i, null, true, "approved", ReviewDriver.START, List.of()))
            .toList();
    return proof(new ProofState.StageStatus("id-Desk", "Desk", stageStatus, null, decided));
  }

  @Test
  void people_proofs_stages_and_comments_are_recorded_by_ids() {
    reviewDriver.decides("p1", "Desk", "approved").comments("p1", "note-7");

    assertThat(reviewDriver.auditTrail())
        .filteredOn(h -> h.kind() == DECISION)
        .allSatisfy(h -> {
          assertThat(h.personId()).isEqualTo("person-reviewer");
          assertThat(h.details())
              .containsEntry("proof", "p1")
              .containsEntry("stage", "id-Desk")
              .containsEntry("version", "1");
        });
    assertThat(reviewDriver.auditTrail().getLast().details()).containsEntry("note", "note-7");
  }

  @Test
  void a_request_is_recorded_with_its_person() {
    reviewDriver.requests(RequestKind.WITHDRAW);

    assertThat(reviewDriver.auditTrail())
        .filteredOn(h -> h.kind() == AuditEvent.EventKind.REQUESTED && "withdraw".equals(h.after()))
        .extracting(AuditEvent::personId)
        .containsExactly("person-dam");
  }

  @Test
  void a_read_without_the_time_of_a_decision_records_nothing_again() {
    reviewDriver.decides("p1", "Desk", "approved");
    reads("approved", null);

    assertThat(decisions()).containsExactly("null > approved");
  }

  @Test
  void the_result_of_a_command_is_recorded_with_its_id_and_end_time() {
    var entry = reviewDriver.auditTrail().getLast();
    var write = reviewDriver.plannedCommands().getLast().issued();

    assertThat(entry.commandId()).isEqualTo(write.commandId());
    assertThat(entry.occurredAt()).isEqualTo(reviewDriver.now());
  }

  private void reads(@Nullable String decision, @Nullable Instant at) {
    reviewDriver.requestsReread();
    shows(decision, at);
  }

  private void shows(@Nullable String decision, @Nullable Instant at) {
    reviewDriver.proofRead(proof(stageAt("Desk", decision, at)));
  }

  private List<String> decisions() {
    return reviewDriver.auditTrail().stream()
        .filter(h -> h.kind() == DECISION)
        .map(h -> h.before() + " > " + h.after())
        .toList();
  }
}
