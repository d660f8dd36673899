package io.proofline.processor.review;

import static io.proofline.processor.review.Story.AUTUMN;
import static io.proofline.processor.review.Story.RULES;
import static io.proofline.processor.review.Story.SEND;
import static io.proofline.processor.review.Story.image;
import static io.proofline.processor.review.Story.proof;
import static io.proofline.processor.review.Story.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.review.Need.CreateProof;
import io.proofline.processor.review.Need.Kind;
import io.proofline.processor.review.Need.ReadAsset;
import io.proofline.processor.review.Need.ReadProof;
import io.proofline.processor.review.Standing.State;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each fact changes. Long, since it is a table: a row a scenario. */
class ReviewTest {

  private static final Route DESK =
      RULES.route(image(Story.START, false, List.of(), List.of(), null)).orElseThrow();
  private static final Need PROOF = created(1, "fig.jpg");

  record Scenario(String name, UnaryOperator<Story> given, List<Need> asks, State state) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        // S1: select for review
        new Scenario(
            "an asset that nobody selects is not picked",
            s -> s.lies(List.of(AUTUMN), "product"),
            List.of(),
            State.NOT_PICKED),
        new Scenario(
            "an asset put into the gallery gets a proof",
            s -> s.baseline(List.of(AUTUMN)).lies(List.of(AUTUMN, SEND)),
            List.of(PROOF),
            State.OPENING),
        new Scenario(
            "an asset that gets the keyword gets a proof",
            s -> s.baseline(List.of(AUTUMN)).lies(List.of(AUTUMN), "Review:Brand "),
            List.of(PROOF),
            State.OPENING),
        new Scenario(
            "a new asset that comes with the keyword gets a proof",
            s -> s.lies(List.of(AUTUMN), "review:brand"),
            List.of(PROOF),
            State.OPENING),
        new Scenario(
            "what lay in the gallery before the first pass opens nothing",
            s -> s.baseline(List.of(SEND), "review:brand"),
            List.of(),
            State.NOT_PICKED),
        new Scenario(
            "a second start on an existing library opens nothing",
            s ->
                s.baseline(List.of(SEND))
                    .baseline(List.of(SEND, AUTUMN))
                    .lies(List.of(SEND, AUTUMN)),
            List.of(),
            State.NOT_PICKED),
        new Scenario(
            "staying in the gallery asks once",
            s -> s.lies(List.of(SEND)).lies(List.of(SEND, AUTUMN)).lies(List.of(SEND)),
            List.of(PROOF),
            State.OPENING),
        new Scenario(
            "an older snapshot that comes late changes nothing",
            s ->
                s.baseline(List.of(AUTUMN))
                    .later(Duration.ofSeconds(9))
                    .lies(List.of(AUTUMN))
                    .seen(image(Story.START.plusSeconds(5), false, List.of(SEND), List.of(), null)),
            List.of(),
            State.NOT_PICKED),
        new Scenario(
            "a hook for an asset that is known gets a proof at once",
            s -> s.baseline(List.of(AUTUMN)).isSelectedByHook(),
            List.of(PROOF),
            State.OPENING),
        new Scenario(
            "a hook for an asset that nobody has seen reads it first",
            Story::isSelectedByHook,
            List.of(new ReadAsset(1)),
            State.SELECTED),
        new Scenario(
            "once it is read, it gets its proof",
            s ->
                s.isSelectedByHook()
                    .answers(
                        Kind.READ_ASSET,
                        new Fact.Result.AssetRead(
                            image(Story.START.plusSeconds(1), false, List.of(), List.of(), null))),
            List.of(new ReadAsset(1), PROOF),
            State.OPENING),
        new Scenario(
            "a hook that calls twice gets one proof",
            s -> s.baseline(List.of()).isSelectedByHook().isSelectedByHook(),
            List.of(PROOF),
            State.OPENING),
        new Scenario(
            "a proof that can't be made leaves the review stuck",
            s -> s.lies(List.of(SEND)).dies(Kind.CREATE_PROOF, "no such file"),
            List.of(PROOF),
            State.STUCK),
        new Scenario(
            "selecting again asks again for what is stuck",
            s ->
                s.lies(List.of(SEND))
                    .dies(Kind.CREATE_PROOF, "no such file")
                    .lies(List.of())
                    .lies(List.of(SEND)),
            List.of(PROOF, created(2, "fig.jpg")),
            State.OPENING),
        new Scenario(
            "a proof that stands is marked as in review",
            s -> s.lies(List.of(SEND)).proofIsMade("p1"),
            List.of(PROOF, writes("In review")),
            State.IN_REVIEW),
        new Scenario(
            "selecting again what has a living proof asks for nothing",
            s -> s.lies(List.of(SEND)).proofIsMade("p1").isSelectedByHook(),
            List.of(PROOF, writes("In review")),
            State.IN_REVIEW),
        new Scenario(
            "an event of our create tells the proof before its answer does",
            s -> s.lies(List.of(SEND)).hint("p1", null, "created", 1, 1),
            List.of(PROOF, writes("In review")),
            State.IN_REVIEW),
        new Scenario(
            "an event of another round is a stranger's, and looked at once",
            s -> s.lies(List.of(SEND)).hint("p1", null, "created", 1, 2),
            List.of(PROOF, new ReadProof("p1", 1)),
            State.OPENING),
        new Scenario(
            "a version that inherited our marker is not taken for ours",
            s -> s.lies(List.of(SEND)).hint("p2", "p1", "created", 1, 1),
            List.of(PROOF),
            State.OPENING),
        // S4: verdict to metadata
        new Scenario(
            "an event that can't change what we know asks for no reading",
            s -> inReview(s).hint("p1", "comment"),
            OPENED,
            State.IN_REVIEW),
        new Scenario(
            "an event of a foreign proof asks for no reading",
            s -> inReview(s).hint("p9", "decision"),
            OPENED,
            State.IN_REVIEW),
        new Scenario(
            "a decision asks for a reading",
            s -> inReview(s).hint("p1", "decision"),
            plus(OPENED, new ReadProof("p1", 1)),
            State.IN_REVIEW),
        new Scenario(
            "a hint that is delivered twice asks for one reading",
            s -> decided(s, proof(stage("Desk", null))).repeats(Fact.Hinted.class),
            plus(OPENED, new ReadProof("p1", 1)),
            State.IN_REVIEW),
        new Scenario(
            "a request that is delivered twice counts once",
            s ->
                s.lies(List.of())
                    .isSelectedByHook()
                    .dies(Kind.CREATE_PROOF, "no such file")
                    .repeats(Fact.Requested.class),
            List.of(PROOF),
            State.STUCK),
        new Scenario(
            "an answer that is delivered twice counts once",
            s -> decided(s, proof(stage("Desk", null))).repeats(Fact.Answered.class),
            plus(OPENED, new ReadProof("p1", 1)),
            State.IN_REVIEW),
        new Scenario(
            "hints that come together share a reading, and one more looks at what came meanwhile",
            s ->
                inReview(s)
                    .hint("p1", "decision")
                    .hint("p1", "status")
                    .hint("p1", "complete_review")
                    .proofReads(proof(stage("Desk", null))),
            plus(OPENED, new ReadProof("p1", 1), new ReadProof("p1", 3)),
            State.IN_REVIEW),
        new Scenario(
            "an approval stands on the asset",
            s -> decided(s, proof(stage("Desk", "approved"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved")),
            State.APPROVED),
        new Scenario(
            "approved with changes needs changes",
            s -> decided(s, proof(stage("Desk", "approved_with_changes"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            State.NEEDS_CHANGES),
        new Scenario(
            "changes required for a rejecting reason rejects",
            s -> decided(s, proof(stage("Desk", "changes_required", "do not use"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Rejected")),
            State.REJECTED),
        new Scenario(
            "changes required for another reason needs changes",
            s -> decided(s, proof(stage("Desk", "changes_required", "Too dark"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            State.NEEDS_CHANGES),
        new Scenario(
            "a rejecting reason of one who may not decide rejects nothing",
            s -> decided(s, proof(alsoSays(false, "changes_required", "Do not use"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            State.NEEDS_CHANGES),
        new Scenario(
            "nor does one of somebody who approved",
            s -> decided(s, proof(alsoSays(true, "approved", "Do not use"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Needs changes")),
            State.NEEDS_CHANGES),
        new Scenario(
            "when nobody decided, no text is written",
            s -> decided(s, proof(stage("Desk", "not_relevant"))),
            plus(OPENED, new ReadProof("p1", 1)),
            State.NOBODY_DECIDED),
        new Scenario(
            "a stage that ended with nobody to decide is nobody's decision",
            s -> decided(s, proof(ended("Desk", false))),
            plus(OPENED, new ReadProof("p1", 1)),
            State.NOBODY_DECIDED),
        new Scenario(
            "a stage that ended without the decision of those who may decide stays open",
            s -> decided(s, proof(ended("Desk", true))),
            plus(OPENED, new ReadProof("p1", 1)),
            State.IN_REVIEW),
        new Scenario(
            "a proof that shows up after its create was given up is taken",
            s ->
                s.lies(List.of(SEND))
                    .dies(Kind.CREATE_PROOF, "no answer")
                    .hint("p1", null, "created", 1, 1),
            List.of(PROOF, writes("In review")),
            State.IN_REVIEW),
        new Scenario(
            "an unknown decision leaves it open",
            s -> decided(s, proof(stage("Desk", "approved_by_magic"))),
            plus(OPENED, new ReadProof("p1", 1)),
            State.IN_REVIEW),
        new Scenario(
            "approve, revoke, approve is followed step by step",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .statusStands("Approved")
                    .hint("p1", "decision")
                    .proofReads(proof(stage("Desk", "pending")))
                    .statusStands("In review")
                    .hint("p1", "decision")
                    .proofReads(proof(stage("Desk", "approved"))),
            plus(
                OPENED,
                new ReadProof("p1", 1),
                writes("Approved"),
                new ReadProof("p1", 2),
                protects("In review"),
                new ReadProof("p1", 3),
                writes("Approved")),
            State.APPROVED),
        new Scenario(
            "a decision while a status is being written waits for it",
            s ->
                s.lies(List.of(SEND))
                    .proofIsMade("p1")
                    .hint("p1", "decision")
                    .proofReads(proof(stage("Desk", "approved")))
                    .statusStands("In review"),
            List.of(PROOF, writes("In review"), new ReadProof("p1", 1), writes("Approved")),
            State.APPROVED),
        new Scenario(
            "a status that can't be written is not tried again by itself",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .dies(Kind.WRITE_FIELDS, "read back something else")
                    .isToBeReread()
                    .proofReads(proof(stage("Desk", "approved"))),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved"), new ReadProof("p1", 2)),
            State.APPROVED),
        new Scenario(
            "a snapshot that was begun before our write ended says nothing of the status",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .statusStands("Approved")
                    .seen(
                        image(
                            Story.START.plusSeconds(4),
                            false,
                            List.of(SEND),
                            List.of(),
                            "In review")),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved")),
            State.APPROVED),
        new Scenario(
            "a status that somebody overwrote is written again",
            s ->
                decided(s, proof(stage("Desk", "approved")))
                    .statusStands("Approved")
                    .seen(
                        image(
                            Story.START.plusSeconds(999), false, List.of(SEND), List.of(), "mine")),
            plus(OPENED, new ReadProof("p1", 1), writes("Approved"), writes("Approved")),
            State.APPROVED),
        new Scenario(
            "an open proof is read again after a quarter of an hour of silence",
            s -> inReview(s).later(Duration.ofMinutes(15)).ticks(),
            plus(OPENED, new ReadProof("p1", 1)),
            State.IN_REVIEW),
        new Scenario(
            "a tick that comes twice reads once",
            s -> inReview(s).later(Duration.ofMinutes(15)).ticks().ticks(),
            plus(OPENED, new ReadProof("p1", 1)),
            State.IN_REVIEW),
        new Scenario(
            "a proof that Ziflow can't make is deleted, to be made again",
            s -> inReview(s).hint("p1", "failed").proofReads(Story.failedProof()),
            plus(OPENED, new ReadProof("p1", 1), new Need.DeleteProof("p1")),
            State.OPENING),
        new Scenario(
            "a proof that is deleted leaves the review stuck",
            s -> inReview(s).hint("p1", "deleted").proofReads(Story.goneProof()),
            plus(OPENED, new ReadProof("p1", 1)),
            State.STUCK));
  }

  private static final List<Need> OPENED = List.of(PROOF, writes("In review"));

  private static Need created(int wish, String name) {
    var stages = DESK.stages().stream().map(stage -> new Need.Timed(stage, null)).toList();
    return new CreateProof(1, wish, null, name, null, DESK, stages);
  }

  private static Need writes(String status) {
    return writes(status, false);
  }

  private static Need protects(String status) {
    return writes(status, true);
  }

  private static Need writes(String status, boolean protects) {
    var field = new Need.FieldText(Write.STATUS, status, false);
    return new Need.WriteFields(Story.ASSET, List.of(field), protects);
  }

  /** A stage that requires changes, and what a second member of it says. */
  private static ProofState.Stage alsoSays(boolean decides, String decision, String reason) {
    var first = new ProofState.Member("r1", null, true, "changes_required", null, List.of());
    var second = new ProofState.Member("r2", null, decides, decision, null, List.of(reason));
    return new ProofState.Stage(
        "s1", "Desk", "completed", "changes_required", List.of(first, second));
  }

  private static ProofState.Stage ended(String name, boolean decides) {
    var member = new ProofState.Member("r1", null, decides, null, null, List.of());
    return new ProofState.Stage("s1", name, "completed", null, List.of(member));
  }

  private static Story inReview(Story story) {
    return story.lies(List.of(SEND)).proofIsMade("p1").statusStands("In review");
  }

  private static Story decided(Story story, ProofState state) {
    return inReview(story).hint("p1", "decision").proofReads(state);
  }

  private static List<Need> plus(List<Need> before, Need... more) {
    return Stream.concat(before.stream(), Stream.of(more)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void goes(Scenario scenario) {
    var story = scenario.given().apply(new Story());

    assertThat(story.asked()).isEqualTo(scenario.asks());
    assertThat(story.standing().state()).isEqualTo(scenario.state());
  }

  @Test
  void a_route_of_two_stages_is_open_until_both_are_there_and_decided() {
    var story =
        new Story().lies(List.of(SEND), "legal").proofIsMade("p1").statusStands("In review");

    story.hint("p1", "decision").proofReads(proof(stage("Brand", "approved")));
    assertThat(story.standing().state()).isEqualTo(State.IN_REVIEW);

    story
        .hint("p1", "decision")
        .proofReads(proof(stage("Brand", "approved"), stage("Legal", null)));
    assertThat(story.standing().state()).isEqualTo(State.IN_REVIEW);

    story
        .hint("p1", "decision")
        .proofReads(proof(stage("Brand", "approved"), stage("Legal", "changes_required")));
    assertThat(story.standing().state()).isEqualTo(State.NEEDS_CHANGES);
  }

  @Test
  void the_same_need_has_the_same_command_id_and_a_further_round_another() {
    var first = Ask.commandId("demo", Story.ASSET, Kind.WRITE_FIELDS, "edit_status", 1);

    assertThat(Ask.commandId("demo", Story.ASSET, Kind.WRITE_FIELDS, "edit_status", 1))
        .isEqualTo(first);
    assertThat(
            Stream.of(
                Ask.commandId("demo", Story.ASSET, Kind.WRITE_FIELDS, "edit_status", 2),
                Ask.commandId("other", Story.ASSET, Kind.WRITE_FIELDS, "edit_status", 1),
                Ask.commandId("demo", "I0000EXAMPLE0002", Kind.WRITE_FIELDS, "edit_status", 1),
                Ask.commandId("demo", Story.ASSET, Kind.READ_PROOF, "edit_status", 1)))
        .doesNotContain(first)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_status_that_could_not_be_written_is_told() {
    var story = decided(new Story(), proof(stage("Desk", "approved")));

    var standing = story.dies(Kind.WRITE_FIELDS, "no access").standing();

    assertThat(standing.state()).isEqualTo(State.APPROVED);
    assertThat(standing.waiting()).isNotNull();
    assertThat(standing.waiting().reason()).isEqualTo("write fields could not be done: no access");
  }

  @Test
  void a_video_gets_a_proof_and_no_status_text() {
    var video =
        new Asset(
            Story.START,
            false,
            "clip.mp4",
            Asset.MediaType.VIDEO,
            List.of(SEND),
            List.of(),
            null,
            Asset.Details.NONE);

    var story = new Story().seen(video).proofIsMade("p1");

    assertThat(story.asked()).isEqualTo(List.of(created(1, "clip.mp4")));
  }
}
