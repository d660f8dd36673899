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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenario S7: one entry for each event, whichever source reported it first.
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

  /** After {@code before}, {@code then} adds these entries to the trail, and no others. */
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
        // what is on record at all
        row(
            "an asset that nobody picked has no entries, whatever becomes of it",
            ReviewDriver::ticks,
            s -> s.lies(List.of(AUTUMN)).lies(List.of(), "hills").isTrashed().isRestored()),
        row(
            "one that was selected has, also when no rule is for it",
            UNMATCHED,
            s -> s.lies(List.of(AUTUMN)),
            ReviewDriver::isSelectedByHook,
            "requested > select",
            "selected > 1"),
        row(
            "and one that was withdrawn, also when nobody picked it",
            s -> s.lies(List.of(AUTUMN)),
            s -> s.asks(RequestKind.WITHDRAW),
            "requested > withdraw"),
        row(
            "an id that the library does not have is never on record",
            s -> s,
            s -> s.asks(RequestKind.START).isPurged().asks(RequestKind.SELECT).isPurged()),
        row(
            "the request for an asset that was never read is on record once it is read",
            ReviewDriver::isSelectedByHook,
            s -> s.lies(List.of(AUTUMN)),
            "requested > select",
            "selected > 1",
            "routed > otherwise stages=Desk"),
        row(
            "the withdrawal of an asset that was never read is on record at once",
            s -> s.asks(RequestKind.START),
            s -> s.asks(RequestKind.WITHDRAW),
            "requested > start",
            "requested > withdraw",
            "selected > 1"),
        // picking
        row(
            "which rule picked it is on record, and who is asked",
            s -> s.lies(List.of(AUTUMN), "product", "alcohol"),
            ReviewDriver::whenDue,
            "routed > Products stages=Brand, Legal"),
        row(
            "a rule that only watches says so",
            s -> s.lies(List.of(AUTUMN), "trial"),
            ReviewDriver::whenDue,
            "routed > Trial stages=Brand watch=true"),
        row(
            "the brake holds it, a go-ahead lets it go",
            s -> s.lies(List.of(AUTUMN), "product").whenDue(),
            s -> s.turn(false).ticks().ticks().turn(true).ticks(),
            "held > beyond the proofs of an hour",
            "released"),
        row(
            "the selection of a held asset releases it",
            s -> s.lies(List.of(AUTUMN), "product").whenDue().turn(false),
            ReviewDriver::isSelectedByHook,
            "requested > select",
            "selected > 1",
            "released"),
        row(
            "a turn that is granted at once holds and releases nothing",
            s -> s.lies(List.of(AUTUMN), "product").whenDue(),
            s -> s.turn(true)),
        row(
            "stages that a later keyword requires, and that they were added",
            AuditEventsTest::inReview,
            s ->
                s.isToBeReread()
                    .proofReads(proof(stage("Desk", null)))
                    .lies(List.of(AUTUMN), "alcohol")
                    .stagesStand(proof(stage("Desk", null), stage("Legal", null)))
                    .lies(List.of(AUTUMN), "alcohol", "hills"),
            "requested > reread",
            "stages_required otherwise > otherwise stages=Desk, Legal",
            "stages_added > Desk, Legal by update_stages"),
        row(
            "another route by a person's word, and from which one",
            AuditEventsTest::inReview,
            s -> s.lies(List.of(AUTUMN), "product").asks(RequestKind.REROUTE),
            "requested > reroute",
            "routed otherwise > Products stages=Brand"),
        // the asset
        row(
            "it is put into the trash, taken out again, and purged",
            AuditEventsTest::inReview,
            s -> s.isTrashed().isRestored().isPurged(),
            "asset_trashed there > trashed",
            "asset_restored trashed > there",
            "asset_gone there > gone"),
        row(
            "its picture is another",
            AuditEventsTest::inReview,
            s -> s.librarySees(AuditEventsTest::moved).fingerprints(file("b2", "another")),
            "content_changed b1 > b2 version=2"),
        // proofs
        row(
            "a proof is opened by its command, of these bytes",
            s -> s.lies(List.of(AUTUMN)).isSelectedByHook(),
            s -> s.proofIsMade("p1", file("b1", "a picture")),
            "proof_opened > p1 proof=p1 sha256=b1 version=1 by create_proof"),
        row(
            "one that an event told first is opened once, and not by an answer",
            s -> s.lies(List.of(AUTUMN)).isSelectedByHook(),
            s -> s.hint("p1", null, "created", 1, 1).proofIsMade("p1"),
            "proof_opened > p1 proof=p1 version=1"),
        row(
            "a version that somebody uploads in Ziflow",
            AuditEventsTest::inReview,
            s -> s.isUploadedInZiflow("p2", "p1"),
            "version_uploaded > p2 proof=p2 version=2"),
        row(
            "one that only a reading told was not made by the reading",
            AuditEventsTest::inReview,
            s ->
                s.isToBeReread()
                    .proofReads(
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
                s.hint("p1", "deleted")
                    .proofReads(ReviewDriver.goneProof())
                    .hint("p1", "restored")
                    .proofReads(proof(stage("Desk", null))),
            "proof_gone proof=p1 sha256=b1 version=1",
            "proof_restored proof=p1 sha256=b1 version=1"),
        row(
            "a proof that Ziflow can't make fails once, and is deleted by our command",
            AuditEventsTest::inReview,
            s ->
                s.hint("p1", "failed")
                    .proofReads(ReviewDriver.failedProof())
                    .isToBeReread()
                    .proofReads(ReviewDriver.failedProof())
                    .proofIsDeleted(),
            "proof_failed proof=p1 sha256=b1 version=1",
            "requested > reread",
            "proof_deleted p1 > proof=p1 sha256=b1 version=1 by delete_proof"),
        row(
            "one that a person gives up for a new one is deleted by no command",
            s -> inReview(s).hint("p1", "deleted").proofReads(ReviewDriver.goneProof()),
            s -> s.asks(RequestKind.START),
            "requested > start",
            "selected > 2",
            "proof_deleted p1 > proof=p1 sha256=b1 version=1"),
        row(
            "a proof that nobody here made is unmatched, once for each",
            AuditEventsTest::inReview,
            s ->
                s.hint("p8", null, "decision", 1, 7)
                    .hint("p9", null, "decision", 1, 7)
                    .hint("p8", null, "status", 1, 7),
            "unmatched_proof > p8",
            "unmatched_proof > p9"),
        row(
            "a person links it",
            s -> inReview(s).hint("p9", null, "decision", 1, 7),
            s -> s.asks(RequestKind.LINK, "p9"),
            "requested > link proof=p9",
            "selected > 2",
            "version_uploaded > p9 proof=p9 version=2"),
        // decisions
        row(
            "a decision with its reasons, and the verdict that it makes",
            AuditEventsTest::inReview,
            s ->
                s.decides("p1", "Desk", "changes_required", "Crop", "Too dark")
                    .proofReads(proof(stage("Desk", "changes_required", "Crop", "Too dark"))),
            "decision > changes_required proof=p1 reasons=Crop, Too dark reviewer=reviewer-Desk"
                + " sha256=b1 stage=id-Desk version=1",
            "verdict open > needs_changes proof=p1 sha256=b1 version=1"),
        row(
            "a verdict that is taken back",
            AuditEventsTest::approved,
            s -> s.decides("p1", "Desk", "pending").proofReads(proof(stage("Desk", null))),
            "decision approved > pending proof=p1 reviewer=reviewer-Desk"
                + " sha256=b1 stage=id-Desk version=1",
            "verdict approved > open proof=p1 sha256=b1 version=1"),
        row(
            "a comment, and a review that is completed",
            AuditEventsTest::inReview,
            s -> s.comments("p1", "note-7").completes("p1", "Desk"),
            "comment > created comment=comment-1 note=note-7 proof=p1 reviewer=reviewer-Desk"
                + " sha256=b1 version=1",
            "review_completed > true proof=p1 reviewer=reviewer-Desk sha256=b1 version=1"),
        row(
            "of a proof that we don't follow nothing is told",
            AuditEventsTest::inReview,
            s ->
                s.comments("p7", "note-7")
                    .completes("p7", "Desk")
                    .decides("p7", "Desk", "approved")),
        // calls
        row(
            "what is written, after what stood there",
            AuditEventsTest::approved,
            ReviewDriver::fieldsStand,
            "status_written In review > Approved media=I0000EXAMPLE0001 by write_fields"),
        row(
            "a call that died",
            AuditEventsTest::approved,
            s -> s.dies(RequiredCommand.CommandKind.WRITE_FIELDS, "no access"),
            "call_died > write_fields by write_fields"),
        row(
            "an answer that comes twice is one entry",
            AuditEventsTest::approved,
            s -> s.fieldsStand().repeats(Fact.OutcomeReceived.class),
            "status_written In review > Approved media=I0000EXAMPLE0001 by write_fields"),
        row(
            "it is published, and taken out again",
            s -> approved(s).fieldsStand().containerStands("G-PRESS"),
            s -> s.isInside().asks(RequestKind.WITHDRAW).isOutside(),
            "published gallery=G-PRESS media=I0000EXAMPLE0001 path=Press kit by enter_gallery",
            "requested > withdraw",
            "taken_out gallery=G-PRESS media=I0000EXAMPLE0001 path=Press kit by leave_gallery"),
        row(
            "a wish that was answered is taken off, out of a gallery that a person chose",
            s -> s.lies(List.of(AUTUMN, SEND)).proofIsMade("p1").fieldsStand(),
            ReviewDriver::isOutside,
            "taken_out gallery=G0000SENDTOREVIE media=I0000EXAMPLE0001 path=Send to review"
                + " by leave_gallery"),
        row(
            "a gallery that is there no longer published nothing",
            s -> approved(s).fieldsStand().containerStands("G-PRESS"),
            ReviewDriver::galleryIsMissing),
        row(
            "the final is filed",
            s ->
                inReview(s)
                    .isUploadedInZiflow("p2", "p1")
                    .proofReads(proof(stage("Desk", "approved"))),
            s -> s.isFiledAs("I0000FINAL000001"),
            "filed > I0000FINAL000001 by file_final"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void the_trail_records(Row row) {
    var reviewDriver = row.before().apply(new ReviewDriver(row.rules()));
    int known = reviewDriver.happened().size();

    var added = row.then().apply(reviewDriver).happened();

    assertThat(added.subList(known, added.size()))
        .extracting(h -> told(h, reviewDriver))
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
        .lies(List.of(AUTUMN))
        .isSelectedByHook()
        .proofIsMade("p1", file("b1", "a picture"))
        .fieldsStand();
  }

  private static ReviewDriver approved(ReviewDriver reviewDriver) {
    return inReview(reviewDriver)
        .decides("p1", "Desk", "approved")
        .proofReads(proof(stage("Desk", "approved")));
  }

  private static Asset moved(Asset asset) {
    return ReviewDriver.of(asset, Asset.MediaType.DOCUMENT);
  }

  /** An entry as a line: its kind, what was > what is, its details, and the call that did it. */
  private static String told(AuditEvent auditEvent, ReviewDriver reviewDriver) {
    var words = new ArrayList<String>();
    words.add(auditEvent.kind().name().toLowerCase(Locale.ROOT));
    if (auditEvent.before() != null || auditEvent.after() != null) {
      words.add(Objects.requireNonNullElse(auditEvent.before(), ""));
      words.add(">");
      words.add(Objects.requireNonNullElse(auditEvent.after(), ""));
    }
    new TreeMap<>(auditEvent.details()).forEach((name, text) -> words.add(name + "=" + text));
    reviewDriver.orders().stream()
        .map(ReviewPlan.PlannedCommand::issued)
        .filter(issuedCommand -> issuedCommand.commandId().equals(auditEvent.commandId()))
        .findFirst()
        .ifPresent(issuedCommand ->
            words.add("by " + issuedCommand.kind().name().toLowerCase(Locale.ROOT)));
    return String.join(" ", words.stream().filter(w -> !w.isEmpty()).toList());
  }

  private final ReviewDriver reviewDriver =
      new ReviewDriver().lies(List.of(AUTUMN)).isSelectedByHook().proofIsMade("p1").fieldsStand();

  @Test
  void an_asset_that_nobody_picked_has_no_entries() {
    assertThat(new ReviewDriver().lies(List.of(AUTUMN)).lies(List.of(), "product").happened())
        .isEmpty();
  }

  @Test
  void the_events_before_a_proof_are_recorded_in_order() {
    assertThat(reviewDriver.happened())
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
  void its_late_event_records_nothing_more() {
    reads("approved", reviewDriver.now().plusSeconds(2));
    reviewDriver.decides("p1", "Desk", "approved");

    assertThat(decisions()).containsExactly("null > approved");
  }

  @Test
  void an_event_that_is_delivered_twice_is_one_entry() {
    reviewDriver.decides("p1", "Desk", "approved").repeats(Fact.ProofEventReceived.class);

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
    reads(null, null);

    assertThat(decisions())
        .containsExactly(
            "null > approved", "approved > pending", "pending > approved", "approved > pending");
  }

  @Test
  void people_and_places_are_recorded_by_ids() {
    reviewDriver.decides("p1", "Desk", "approved").comments("p1", "note-7");

    assertThat(reviewDriver.happened())
        .filteredOn(h -> h.kind() == DECISION)
        .allSatisfy(h -> {
          assertThat(h.personId()).isEqualTo("person-reviewer");
          assertThat(h.details())
              .containsEntry("proof", "p1")
              .containsEntry("stage", "id-Desk")
              .containsEntry("version", "1");
        });
    assertThat(reviewDriver.happened().getLast().details()).containsEntry("note", "note-7");
  }

  @Test
  void a_request_is_recorded_with_its_person() {
    reviewDriver.asks(RequestKind.WITHDRAW);

    assertThat(reviewDriver.happened())
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
    var entry = reviewDriver.happened().getLast();
    var write = reviewDriver.orders().getLast().issued();

    assertThat(entry.commandId()).isEqualTo(write.commandId());
    assertThat(entry.occurredAt()).isEqualTo(reviewDriver.now());
  }

  private void reads(@Nullable String decision, @Nullable Instant at) {
    reviewDriver.isToBeReread().proofReads(proof(stageAt("Desk", decision, at)));
  }

  private List<String> decisions() {
    return reviewDriver.happened().stream()
        .filter(h -> h.kind() == DECISION)
        .map(h -> h.before() + " > " + h.after())
        .toList();
  }
}
