package io.proofline.review;

import static io.proofline.review.ReviewDriver.proof;
import static io.proofline.review.ReviewDriver.rules;
import static io.proofline.review.ReviewDriver.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Asset;
import io.proofline.policy.ProofState;
import io.proofline.policy.Rules;
import io.proofline.review.Fact.RequestKind;
import io.proofline.review.ReviewSummary.ReviewState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenarios S8, S5, and S4 for files without IPTC fields: the galleries an asset enters and leaves.
 *
 * <p>Longer than 300 lines because it is one table of scenarios.
 */
class PublicationTargetsTest {

  private static final String TEXT =
      """
      version: 1
      calendar: { zone: UTC }
      teams: { owner: [dam@example.com] }
      select: { gallery: Send to review }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      fields: { embargo: "custom:4711" }
      proof: { owner: owner }
      write:
        edit_status: { approved: Approved, withdrawn: Withdrawn, needs_changes: Needs changes }
        galleries: { in_review: Status/Open, approved: Status/Approved }
      approved:
        publish: [ { to: "Press kit/{year}" } ]
      withdrawn: { keep_in: Withdrawn }
      """;

  private static final Rules RULES = rules(TEXT);
  private static final Rules EMBARGO =
      rules(
          TEXT.replace(
              "{ to: \"Press kit/{year}\" }",
              "{ to: Press kit, from: \"{embargo}\", until: 2026-05-06 }"));
  private static final Rules TOGETHER =
      rules(
          TEXT.replace(
              "{ to: \"Press kit/{year}\" }", "{ to: Launch/Images, wait_for: collection_ready }"));

  private static final Rules FOR_PRESS =
      rules(TEXT.replace("{ to: \"Press kit/{year}\" }", "{ when: { keyword: press }, to: Kit }"));
  private static final Rules TWO =
      rules(
          TEXT.replace(
              "{ to: \"Press kit/{year}\" }",
              "{ to: Press kit }, { to: Launch, until: 2026-05-06 }"));
  private static final Rules REQUIRING =
      rules(
          TEXT
              + """
              require: [ { when: { keyword: alcohol }, ask: [ { stage: Legal, team: owner } ] } ]
              """);
  private static final Rules TWO_FIELDS =
      rules(TEXT.replace("  edit_status:", "  instructions: { approved: Use it }\n  edit_status:"));

  private static final Asset.Gallery HILLS = new Asset.Gallery("G0000HILLS000000", "Spring/Hills");

  private static final String CREATED = "create [Desk] v1 of fig.jpg";
  private static final List<String> PUBLISHED =
      List.of(
          CREATED,
          "read p1",
          "write Approved",
          "ensure gallery Withdrawn, hidden",
          "ensure gallery Press kit/2026",
          "publish in Press kit/2026");

  static Stream<ReviewScenario> scenarios() {
    return Stream.of(
        row(
            "what is approved says so first, and is published then",
            RULES,
            s -> published(s),
            ReviewState.APPROVED,
            PUBLISHED),
        row(
            "nothing is published while its status can't be written",
            RULES,
            s -> approved(s).dies(RequiredCommand.CommandKind.WRITE_FIELDS, "no access"),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "approve-revoke-approve: in, out, in again",
            RULES,
            s ->
                published(s)
                    .decides("p1", "Desk", "pending")
                    .proofReads(proof(stage("Desk", null)))
                    .isOutside()
                    .decides("p1", "Desk", "approved")
                    .proofReads(proof(stage("Desk", "approved")))
                    .isInside(),
            ReviewState.APPROVED,
            plus(
                PUBLISHED,
                "read p1",
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "read p1",
                "publish in Press kit/2026")),
        row(
            "a version that somebody uploads a year later moves nothing before it is decided",
            RULES,
            s ->
                published(s)
                    .later(Duration.ofDays(300))
                    .isUploadedInZiflow("p2", "p1")
                    .proofReads("p2", proof(stage("Desk", null))),
            ReviewState.APPROVED,
            plus(PUBLISHED, "read p1", "read p2")),
        row(
            "a changed verdict takes it out first, and writes its status then",
            RULES,
            s -> published(s).decides("p1", "Desk", "changes_required").proofReads(rejected()),
            ReviewState.NEEDS_CHANGES,
            plus(
                PUBLISHED,
                "read p1",
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Needs changes!")),
        row(
            "a person's withdrawal outranks the verdict",
            RULES,
            s -> published(s).asks(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "and a person takes it back",
            RULES,
            s ->
                published(s)
                    .asks(RequestKind.WITHDRAW)
                    .isOutside()
                    .fieldsStand()
                    .asks(RequestKind.REINSTATE)
                    .fieldsStand()
                    .isInside(),
            ReviewState.APPROVED,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!",
                "write Approved",
                "publish in Press kit/2026")),
        row(
            "a withdrawal while it is being published waits for nothing",
            RULES,
            s -> publishing(s).asks(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "and a publication that ended after all is undone",
            RULES,
            s -> publishing(s).asks(RequestKind.WITHDRAW).isOutside().isInside(),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!",
                "take out of Press kit/2026, at last into G-Withdrawn!")),
        row(
            "a publication that was overtaken by a withdrawal is made after it is taken back",
            RULES,
            s ->
                publishing(s)
                    .asks(RequestKind.WITHDRAW)
                    .isOvertaken(RequiredCommand.CommandKind.ENTER_GALLERY)
                    .isOutside()
                    .fieldsStand()
                    .asks(RequestKind.REINSTATE)
                    .fieldsStand(),
            ReviewState.APPROVED,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!",
                "write Approved",
                "publish in Press kit/2026")),
        row(
            "withdraw while Ziflow is down needs nothing of Ziflow",
            RULES,
            s -> published(s).isToBeReread().asks(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "read p1",
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "what a person took out is left out",
            RULES,
            s -> published(s).librarySees(a -> lying(a, HILLS)).isToBeReread(),
            ReviewState.APPROVED,
            plus(PUBLISHED, "read p1")),
        row(
            "a gallery that is gone is ensured again",
            RULES,
            s ->
                publishing(s)
                    .answers(
                        RequiredCommand.CommandKind.ENTER_GALLERY,
                        new Fact.Result.MembershipKnown(
                            ReviewDriver.ASSET, "G-Press kit/2026", false, true)),
            ReviewState.APPROVED,
            plus(PUBLISHED, "ensure gallery Press kit/2026")),
        row(
            "a paused review publishes nothing",
            RULES,
            s -> approved(s).asks(RequestKind.PAUSE).fieldsStand(),
            ReviewState.PAUSED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "but takes out what is withdrawn",
            RULES,
            s -> published(s).asks(RequestKind.PAUSE).asks(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "what a person took out need not be taken out again",
            RULES,
            s -> published(s).librarySees(a -> lying(a, HILLS)).asks(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(PUBLISHED, "write Withdrawn!")),
        row(
            "and is put in again with the next approval",
            RULES,
            s ->
                published(s)
                    .librarySees(a -> lying(a, HILLS))
                    .decides("p1", "Desk", "pending")
                    .proofReads(proof(stage("Desk", null)))
                    .decides("p1", "Desk", "approved")
                    .proofReads(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            plus(PUBLISHED, "read p1", "read p1", "publish in Press kit/2026")),
        row(
            "a snapshot that shows it there changes nothing",
            RULES,
            s -> published(s).librarySees(UnaryOperator.identity()).asks(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "only what the publication is for is published",
            FOR_PRESS,
            s -> approved(s).fieldsStand(),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "of two galleries each is left when its own time ends, and the rest by a withdrawal",
            TWO,
            s ->
                passing(
                        approved(s)
                            .fieldsStand()
                            .containerStands("G-Withdrawn")
                            .containerStands("Press kit", "G-PRESS")
                            .isInside()
                            .containerStands("Launch", "G-LAUNCH")
                            .isInside(),
                        "2026-05-07T00:00:00Z")
                    .isOutside()
                    .asks(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            List.of(
                CREATED,
                "read p1",
                "write Approved",
                "ensure gallery Withdrawn, hidden",
                "ensure gallery Press kit",
                "ensure gallery Launch",
                "publish in Press kit",
                "publish in Launch",
                "read p1",
                "read p1",
                "take out of Launch, at last into G-Withdrawn!",
                "take out of Press kit, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "a keyword that requires Legal opens the verdict again before anybody sees it",
            REQUIRING,
            s -> approved(s).fieldsStand().librarySees(PublicationTargetsTest::withAlcohol),
            ReviewState.IN_REVIEW,
            List.of(
                CREATED,
                "read p1",
                "write Approved",
                "ensure gallery Withdrawn, hidden",
                "stages of p1: [Legal]")),
        row(
            "and asks nobody once it is published",
            REQUIRING,
            s -> published(s).librarySees(PublicationTargetsTest::withAlcohol),
            ReviewState.APPROVED,
            PUBLISHED),
        row(
            "a gallery that only shows its status is no publication",
            REQUIRING,
            s ->
                video(s)
                    .isInside()
                    .isToBeReread()
                    .proofReads(proof(stage("Desk", null)))
                    .librarySees(PublicationTargetsTest::withAlcohol),
            ReviewState.IN_REVIEW,
            List.of(
                CREATED,
                "ensure gallery Status/Open",
                "put into Status/Open",
                "read p1",
                "stages of p1: [Legal]")),
        // time
        row(
            "before its embargo is over nobody sees it",
            EMBARGO,
            s -> approved(s, Map.of("custom:4711", "2026-05-05")).fieldsStand(),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "embargo passes",
            EMBARGO,
            s ->
                passing(
                    approved(s, Map.of("custom:4711", "2026/05/05")).fieldsStand(),
                    "2026-05-05T00:00:00Z"),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved", "ensure gallery Withdrawn, hidden")),
        row(
            "a blank embargo is none",
            EMBARGO,
            s -> approved(s, Map.of("custom:4711", " ")).fieldsStand(),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved", "ensure gallery Withdrawn, hidden")),
        row(
            "an embargo that is no day holds it back",
            EMBARGO,
            s -> approved(s, Map.of("custom:4711", "after the launch")).fieldsStand(),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "when its time ends, it is taken out",
            EMBARGO,
            s ->
                passing(
                    shown(approved(s, Map.of()).fieldsStand()).isInside(), "2026-05-07T00:00:00Z"),
            ReviewState.APPROVED,
            List.of(
                CREATED,
                "read p1",
                "write Approved",
                "ensure gallery Withdrawn, hidden",
                "ensure gallery Press kit",
                "publish in Press kit",
                "read p1",
                "read p1",
                "take out of Press kit, at last into G-Withdrawn!")),
        // collections
        row(
            "what waits for its collection is not published before",
            TOGETHER,
            s -> approved(s).fieldsStand(),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "and is when the collection is ready",
            TOGETHER,
            s -> shown(approved(s).fieldsStand().collection("Spring", true)),
            ReviewState.APPROVED,
            List.of(
                CREATED,
                "read p1",
                "write Approved",
                "ensure gallery Withdrawn, hidden",
                "ensure gallery Launch/Images",
                "publish in Launch/Images")),
        row(
            "it stays when the collection is open again",
            TOGETHER,
            s ->
                shown(approved(s).fieldsStand().collection("Spring", true))
                    .isInside()
                    .collection("Spring", false),
            ReviewState.APPROVED,
            List.of(
                CREATED,
                "read p1",
                "write Approved",
                "ensure gallery Withdrawn, hidden",
                "ensure gallery Launch/Images",
                "publish in Launch/Images")),
        // what has no IPTC
        row(
            "a video shows its status by a gallery",
            RULES,
            PublicationTargetsTest::video,
            ReviewState.IN_REVIEW,
            List.of(CREATED, "ensure gallery Status/Open", "put into Status/Open")),
        row(
            "it goes from one gallery to the other when it is approved",
            RULES,
            s ->
                video(s)
                    .isInside()
                    .decides("p1", "Desk", "approved")
                    .proofReads(proof(stage("Desk", "approved")))
                    .isOutside()
                    .containerStands("Status/Approved", "G-APPROVED"),
            ReviewState.APPROVED,
            List.of(
                CREATED,
                "ensure gallery Status/Open",
                "put into Status/Open",
                "read p1",
                "take out of Status/Open",
                "ensure gallery Status/Approved",
                "ensure gallery Withdrawn, hidden",
                "put into Status/Approved")),
        row(
            "into none where the rules name none, and stays in one that a person chose",
            RULES,
            s ->
                video(s)
                    .isInside()
                    .decides("p1", "Desk", "changes_required")
                    .proofReads(rejected())
                    .isOutside()
                    .ticks(),
            ReviewState.NEEDS_CHANGES,
            List.of(
                CREATED,
                "ensure gallery Status/Open",
                "put into Status/Open",
                "read p1",
                "take out of Status/Open")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void publishes(ReviewScenario reviewScenario) {
    reviewScenario.holds();
  }

  @Test
  void a_problem_of_a_publication_is_reported() {
    var reviewDriver =
        approved(new ReviewDriver(EMBARGO), Map.of("custom:4711", "after the launch"));

    assertThat(reviewDriver.standing().reason())
        .isEqualTo("not in 'Press kit': 'after' is not a day such as 2027-06-30");
  }

  @Test
  void withdrawals_are_urgent() {
    assertThat(published(new ReviewDriver(RULES)).asks(RequestKind.WITHDRAW).orders())
        .filteredOn(o -> o.required().withdraws())
        .extracting(ReviewPlan.PlannedCommand::lane)
        .containsOnly(ReviewPlan.Lane.URGENT)
        .hasSize(2);
  }

  @Test
  void a_status_that_ends_an_approval_is_urgent_whichever_field_has_it() {
    var reviewDriver = approved(new ReviewDriver(TWO_FIELDS)).fieldsStand();
    reviewDriver.decides("p1", "Desk", "changes_required").proofReads(rejected());

    assertThat(CommandTexts.of(reviewDriver.commands()))
        .endsWith("read p1", "write Needs changes!");
  }

  @Test
  void published_assets_are_read_weekly_after_a_month() {
    var reviewDriver = published(new ReviewDriver(RULES)).later(Duration.ofDays(31)).ticks();

    reviewDriver.proofReads(proof(stage("Desk", "approved")));

    assertThat(reviewDriver.dueAt())
        .isEqualTo(reviewDriver.now().minusSeconds(1).plus(Duration.ofDays(7)));
  }

  @Test
  void a_member_that_waits_for_its_collection_is_counted_as_waiting() {
    var together = new ReviewDriver(TOGETHER).seen(hills()).isSelectedByHook();
    var alone = new ReviewDriver(RULES).seen(hills()).isSelectedByHook();

    assertThat(items(together, TOGETHER).get("Spring").waitsForCollection()).isTrue();
    assertThat(items(alone, RULES).get("Spring").waitsForCollection()).isFalse();
  }

  @Test
  void purged_assets_and_selecting_galleries_make_no_members() {
    var desk = new Asset.Gallery("G0000SENDTOREVIE", "Desk/Send to review");
    var reviewDriver = new ReviewDriver(RULES).seen(lying(hills(), HILLS, desk));
    assertThat(items(reviewDriver, RULES)).containsOnlyKeys("Spring");

    assertThat(items(reviewDriver.isPurged(), RULES)).isEmpty();
    assertThat(items(new ReviewDriver(RULES), RULES)).isEmpty();
  }

  @Test
  void each_member_counts_in_its_collection() {
    var reviewDriver = new ReviewDriver(RULES);
    assertThat(item(reviewDriver.seen(hills()))).isEqualTo(CollectionMember.MemberStatus.READY);
    assertThat(item(reviewDriver.isSelectedByHook())).isEqualTo(CollectionMember.MemberStatus.OPEN);
    assertThat(
            item(
                reviewDriver
                    .proofIsMade("p1")
                    .decides("p1", "Desk", "approved")
                    .proofReads(proof(stage("Desk", "approved")))))
        .isEqualTo(CollectionMember.MemberStatus.READY);
    assertThat(item(reviewDriver.asks(RequestKind.WITHDRAW)))
        .isEqualTo(CollectionMember.MemberStatus.OUT);
    assertThat(item(reviewDriver.asks(RequestKind.REINSTATE).isTrashed()))
        .isEqualTo(CollectionMember.MemberStatus.OUT);
  }

  private static Map<String, CollectionMember> items(ReviewDriver reviewDriver, Rules rules) {
    return CollectionMember.of(reviewDriver.review(), reviewDriver.standing(), rules);
  }

  private static CollectionMember.MemberStatus item(ReviewDriver reviewDriver) {
    var items = items(reviewDriver, RULES);
    assertThat(items).containsOnlyKeys("Spring");
    return items.get("Spring").kind();
  }

  private static ReviewDriver approved(ReviewDriver reviewDriver) {
    return approved(reviewDriver, Map.of());
  }

  private static ReviewDriver approved(ReviewDriver reviewDriver, Map<String, String> fields) {
    return reviewDriver
        .seen(ReviewDriver.with(hills(), Asset.Details.of(fields, null, null, null)))
        .isSelectedByHook()
        .proofIsMade("p1")
        .decides("p1", "Desk", "approved")
        .proofReads(proof(stage("Desk", "approved")));
  }

  /** Its galleries are there, and the call that puts it in is under way. */
  private static ReviewDriver publishing(ReviewDriver reviewDriver) {
    return shown(approved(reviewDriver).fieldsStand());
  }

  private static ReviewDriver shown(ReviewDriver reviewDriver) {
    return reviewDriver.containerStands("G-Withdrawn").containerStands("G-Press kit/2026");
  }

  private static ReviewDriver published(ReviewDriver reviewDriver) {
    return publishing(reviewDriver).isInside();
  }

  private static ReviewDriver passing(ReviewDriver reviewDriver, String until) {
    while (reviewDriver.now().isBefore(Instant.parse(until).plus(Duration.ofMinutes(1)))
        && reviewDriver.dueAt() != null) {
      if (reviewDriver.dueAt().isAfter(Instant.parse(until))) {
        break;
      }
      reviewDriver.whenDue();
      if (CommandTexts.of(reviewDriver.commands()).getLast().equals("read p1")) {
        reviewDriver.proofReads(proof(stage("Desk", "approved")));
      }
    }
    return reviewDriver;
  }

  private static ProofState rejected() {
    return proof(stage("Desk", "changes_required"));
  }

  private static ReviewDriver video(ReviewDriver reviewDriver) {
    return reviewDriver
        .seen(ReviewDriver.of(hills(), Asset.MediaType.VIDEO))
        .isSelectedByHook()
        .proofIsMade("p1")
        .containerStands("G-OPEN");
  }

  private static Asset withAlcohol(Asset asset) {
    return asset.withPlacement(asset.galleries(), List.of("alcohol"));
  }

  private static Asset hills() {
    return lying(ReviewDriver.image(ReviewDriver.START, false, List.of(), List.of(), null), HILLS);
  }

  private static Asset lying(Asset asset, Asset.Gallery... galleries) {
    return asset.withPlacement(List.of(galleries), asset.keywords());
  }

  private static List<String> plus(List<String> before, String... more) {
    return Stream.concat(before.stream(), Stream.of(more)).toList();
  }

  private static ReviewScenario row(
      String name,
      Rules rules,
      UnaryOperator<ReviewDriver> given,
      ReviewState reviewState,
      List<String> asks) {
    return new ReviewScenario(name, rules, given, asks, reviewState);
  }
}
