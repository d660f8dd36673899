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
 * Checks which galleries an asset enters and leaves (scenarios S8 and S5, and S4 for files without
 * IPTC fields).
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
            "an approved asset gets its status first and is published after it",
            RULES,
            s -> published(s),
            ReviewState.APPROVED,
            PUBLISHED),
        row(
            "an asset is not published if its status can't be written",
            RULES,
            s -> approved(s).endsDead(RequiredCommand.CommandKind.WRITE_FIELDS, "no access"),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "approve, revoke, approve: published, removed, published again",
            RULES,
            s ->
                published(s)
                    .decides("p1", "Desk", "pending")
                    .proofRead(proof(stage("Desk", null)))
                    .galleryLeft()
                    .decides("p1", "Desk", "approved")
                    .proofRead(proof(stage("Desk", "approved")))
                    .galleryEntered(),
            ReviewState.APPROVED,
            plus(
                PUBLISHED,
                "read p1",
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "read p1",
                "publish in Press kit/2026")),
        row(
            "an upload a year later changes no publication before it is decided",
            RULES,
            s ->
                published(s)
                    .later(Duration.ofDays(300))
                    .versionUploadedInZiflow("p2", "p1")
                    .proofRead("p2", proof(stage("Desk", null))),
            ReviewState.APPROVED,
            plus(PUBLISHED, "read p1", "read p2")),
        row(
            "a changed verdict removes the asset first and writes its status after it",
            RULES,
            s -> published(s).decides("p1", "Desk", "changes_required").proofRead(rejected()),
            ReviewState.NEEDS_CHANGES,
            plus(
                PUBLISHED,
                "read p1",
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Needs changes!")),
        row(
            "a person's withdrawal outranks the verdict",
            RULES,
            s -> published(s).requests(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "a reinstated asset is published again",
            RULES,
            s ->
                published(s)
                    .requests(RequestKind.WITHDRAW)
                    .galleryLeft()
                    .fieldsWritten()
                    .requests(RequestKind.REINSTATE)
                    .fieldsWritten()
                    .galleryEntered(),
            ReviewState.APPROVED,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!",
                "write Approved",
                "publish in Press kit/2026")),
        row(
            "a withdrawal during a publication does not wait",
            RULES,
            s -> publishing(s).requests(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "a publication that ends after a withdrawal is undone",
            RULES,
            s -> publishing(s).requests(RequestKind.WITHDRAW).galleryLeft().galleryEntered(),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!",
                "take out of Press kit/2026, at last into G-Withdrawn!")),
        row(
            "a publication overtaken by a withdrawal is made after the asset is reinstated",
            RULES,
            s ->
                publishing(s)
                    .requests(RequestKind.WITHDRAW)
                    .endsOvertaken(RequiredCommand.CommandKind.ENTER_GALLERY)
                    .galleryLeft()
                    .fieldsWritten()
                    .requests(RequestKind.REINSTATE)
                    .fieldsWritten(),
            ReviewState.APPROVED,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!",
                "write Approved",
                "publish in Press kit/2026")),
        row(
            "a withdrawal needs no answer of Ziflow",
            RULES,
            s -> published(s).requestsReread().requests(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "read p1",
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "a file that a person removed from a gallery is not added again",
            RULES,
            s -> published(s).libraryChanges(a -> inGallery(a, HILLS)).requestsReread(),
            ReviewState.APPROVED,
            plus(PUBLISHED, "read p1")),
        row(
            "a missing gallery is ensured again",
            RULES,
            s ->
                publishing(s)
                    .ends(
                        RequiredCommand.CommandKind.ENTER_GALLERY,
                        new Fact.Result.MembershipKnown(
                            ReviewDriver.ASSET, "G-Press kit/2026", false, true)),
            ReviewState.APPROVED,
            plus(PUBLISHED, "ensure gallery Press kit/2026")),
        row(
            "a paused review publishes nothing",
            RULES,
            s -> approved(s).requests(RequestKind.PAUSE).fieldsWritten(),
            ReviewState.PAUSED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "a paused review removes a withdrawn asset",
            RULES,
            s -> published(s).requests(RequestKind.PAUSE).requests(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "a file that a person removed is not removed again",
            RULES,
            s ->
                published(s)
                    .libraryChanges(a -> inGallery(a, HILLS))
                    .requests(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(PUBLISHED, "write Withdrawn!")),
        row(
            "a file that a person removed is added again after the next approval",
            RULES,
            s ->
                published(s)
                    .libraryChanges(a -> inGallery(a, HILLS))
                    .decides("p1", "Desk", "pending")
                    .proofRead(proof(stage("Desk", null)))
                    .decides("p1", "Desk", "approved")
                    .proofRead(proof(stage("Desk", "approved"))),
            ReviewState.APPROVED,
            plus(PUBLISHED, "read p1", "read p1", "publish in Press kit/2026")),
        row(
            "a snapshot that shows the asset in the gallery changes nothing",
            RULES,
            s ->
                published(s)
                    .libraryChanges(UnaryOperator.identity())
                    .requests(RequestKind.WITHDRAW),
            ReviewState.WITHDRAWN,
            plus(
                PUBLISHED,
                "take out of Press kit/2026, at last into G-Withdrawn!",
                "write Withdrawn!")),
        row(
            "an asset that no publication matches is not published",
            FOR_PRESS,
            s -> approved(s).fieldsWritten(),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "the asset leaves each gallery at its end date, and all others on a withdrawal",
            TWO,
            s ->
                passing(
                        approved(s)
                            .fieldsWritten()
                            .containerReady("G-Withdrawn")
                            .containerReady("Press kit", "G-PRESS")
                            .galleryEntered()
                            .containerReady("Launch", "G-LAUNCH")
                            .galleryEntered(),
                        "2026-05-07T00:00:00Z")
                    .galleryLeft()
                    .requests(RequestKind.WITHDRAW),
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
            "before the publication, a keyword that requires Legal reopens the verdict",
            REQUIRING,
            s -> approved(s).fieldsWritten().libraryChanges(PublicationTargetsTest::withAlcohol),
            ReviewState.IN_REVIEW,
            List.of(
                CREATED,
                "read p1",
                "write Approved",
                "ensure gallery Withdrawn, hidden",
                "stages of p1: [Legal]")),
        row(
            "after the publication, a keyword that requires Legal adds no stage",
            REQUIRING,
            s -> published(s).libraryChanges(PublicationTargetsTest::withAlcohol),
            ReviewState.APPROVED,
            PUBLISHED),
        row(
            "a status gallery is no publication",
            REQUIRING,
            s ->
                video(s)
                    .galleryEntered()
                    .requestsReread()
                    .proofRead(proof(stage("Desk", null)))
                    .libraryChanges(PublicationTargetsTest::withAlcohol),
            ReviewState.IN_REVIEW,
            List.of(
                CREATED,
                "ensure gallery Status/Open",
                "put into Status/Open",
                "read p1",
                "stages of p1: [Legal]")),
        // time
        row(
            "an asset under embargo is not published",
            EMBARGO,
            s -> approved(s, Map.of("custom:4711", "2026-05-05")).fieldsWritten(),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "embargo passes",
            EMBARGO,
            s ->
                passing(
                    approved(s, Map.of("custom:4711", "2026/05/05")).fieldsWritten(),
                    "2026-05-05T00:00:00Z"),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved", "ensure gallery Withdrawn, hidden")),
        row(
            "a blank embargo is no embargo",
            EMBARGO,
            s -> approved(s, Map.of("custom:4711", " ")).fieldsWritten(),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved", "ensure gallery Withdrawn, hidden")),
        row(
            "an embargo that is no day prevents the publication",
            EMBARGO,
            s -> approved(s, Map.of("custom:4711", "after the launch")).fieldsWritten(),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "an asset leaves the gallery at its end date",
            EMBARGO,
            s ->
                passing(
                    shown(approved(s, Map.of()).fieldsWritten()).galleryEntered(),
                    "2026-05-07T00:00:00Z"),
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
            "an asset that waits for its collection is not published",
            TOGETHER,
            s -> approved(s).fieldsWritten(),
            ReviewState.APPROVED,
            List.of(CREATED, "read p1", "write Approved")),
        row(
            "an asset that waits for its collection is published once it is ready",
            TOGETHER,
            s -> shown(approved(s).fieldsWritten().collection("Spring", true)),
            ReviewState.APPROVED,
            List.of(
                CREATED,
                "read p1",
                "write Approved",
                "ensure gallery Withdrawn, hidden",
                "ensure gallery Launch/Images",
                "publish in Launch/Images")),
        row(
            "a published asset stays if its collection is open again",
            TOGETHER,
            s ->
                shown(approved(s).fieldsWritten().collection("Spring", true))
                    .galleryEntered()
                    .collection("Spring", false),
            ReviewState.APPROVED,
            List.of(
                CREATED,
                "read p1",
                "write Approved",
                "ensure gallery Withdrawn, hidden",
                "ensure gallery Launch/Images",
                "publish in Launch/Images")),
        // files without IPTC fields
        row(
            "the status of a video is shown by a gallery",
            RULES,
            PublicationTargetsTest::video,
            ReviewState.IN_REVIEW,
            List.of(CREATED, "ensure gallery Status/Open", "put into Status/Open")),
        row(
            "an approved video moves to the gallery of its new status",
            RULES,
            s ->
                video(s)
                    .galleryEntered()
                    .decides("p1", "Desk", "approved")
                    .proofRead(proof(stage("Desk", "approved")))
                    .galleryLeft()
                    .containerReady("Status/Approved", "G-APPROVED"),
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
            "a status without a gallery only removes the video from the old one",
            RULES,
            s ->
                video(s)
                    .galleryEntered()
                    .decides("p1", "Desk", "changes_required")
                    .proofRead(rejected())
                    .galleryLeft()
                    .timerFires(),
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
  void scenario_issues_its_commands(ReviewScenario reviewScenario) {
    reviewScenario.verify();
  }

  @Test
  void a_problem_of_a_publication_is_reported() {
    var reviewDriver =
        approved(new ReviewDriver(EMBARGO), Map.of("custom:4711", "after the launch"));

    assertThat(reviewDriver.summary().reason())
        .isEqualTo("not in 'Press kit': 'after' is not a day such as 2027-06-30");
  }

  @Test
  void withdrawals_are_urgent() {
    assertThat(published(new ReviewDriver(RULES)).requests(RequestKind.WITHDRAW).plannedCommands())
        .filteredOn(o -> o.required().withdraws())
        .extracting(ReviewPlan.PlannedCommand::lane)
        .containsOnly(ReviewPlan.Lane.URGENT)
        .hasSize(2);
  }

  @Test
  void a_status_that_ends_an_approval_is_urgent_also_with_other_fields() {
    var reviewDriver = approved(new ReviewDriver(TWO_FIELDS)).fieldsWritten();
    reviewDriver.decides("p1", "Desk", "changes_required").proofRead(rejected());

    assertThat(CommandTexts.of(reviewDriver.commands()))
        .endsWith("read p1", "write Needs changes!");
  }

  @Test
  void published_assets_are_read_weekly_after_a_month() {
    var reviewDriver = published(new ReviewDriver(RULES)).later(Duration.ofDays(31)).timerFires();

    reviewDriver.proofRead(proof(stage("Desk", "approved")));

    assertThat(reviewDriver.dueAt())
        .isEqualTo(reviewDriver.now().minusSeconds(1).plus(Duration.ofDays(7)));
  }

  @Test
  void an_asset_that_waits_for_its_collection_is_counted_as_waiting() {
    var together = new ReviewDriver(TOGETHER).assetSeen(hills()).requestsSelection();
    var alone = new ReviewDriver(RULES).assetSeen(hills()).requestsSelection();

    assertThat(items(together, TOGETHER).get("Spring").waitsForCollection()).isTrue();
    assertThat(items(alone, RULES).get("Spring").waitsForCollection()).isFalse();
  }

  @Test
  void purged_assets_and_selecting_galleries_make_no_members() {
    var desk = new Asset.Gallery("G0000SENDTOREVIE", "Desk/Send to review");
    var reviewDriver = new ReviewDriver(RULES).assetSeen(inGallery(hills(), HILLS, desk));
    assertThat(items(reviewDriver, RULES)).containsOnlyKeys("Spring");

    assertThat(items(reviewDriver.assetPurged(), RULES)).isEmpty();
    assertThat(items(new ReviewDriver(RULES), RULES)).isEmpty();
  }

  @Test
  void each_member_counts_in_its_collection() {
    var reviewDriver = new ReviewDriver(RULES);
    assertThat(item(reviewDriver.assetSeen(hills())))
        .isEqualTo(CollectionMember.MemberStatus.READY);
    assertThat(item(reviewDriver.requestsSelection()))
        .isEqualTo(CollectionMember.MemberStatus.OPEN);
    assertThat(
            item(
                reviewDriver
                    .proofCreated("p1")
                    .decides("p1", "Desk", "approved")
                    .proofRead(proof(stage("Desk", "approved")))))
        .isEqualTo(CollectionMember.MemberStatus.READY);
    assertThat(item(reviewDriver.requests(RequestKind.WITHDRAW)))
        .isEqualTo(CollectionMember.MemberStatus.OUT);
    assertThat(item(reviewDriver.requests(RequestKind.REINSTATE).assetTrashed()))
        .isEqualTo(CollectionMember.MemberStatus.OUT);
  }

  private static Map<String, CollectionMember> items(ReviewDriver reviewDriver, Rules rules) {
    return CollectionMember.of(reviewDriver.review(), reviewDriver.summary(), rules);
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
        .assetSeen(ReviewDriver.with(hills(), Asset.Details.of(fields, null, null, null)))
        .requestsSelection()
        .proofCreated("p1")
        .decides("p1", "Desk", "approved")
        .proofRead(proof(stage("Desk", "approved")));
  }

  /** The galleries exist, and the publishing command is open. */
  private static ReviewDriver publishing(ReviewDriver reviewDriver) {
    return shown(approved(reviewDriver).fieldsWritten());
  }

  private static ReviewDriver shown(ReviewDriver reviewDriver) {
    return reviewDriver.containerReady("G-Withdrawn").containerReady("G-Press kit/2026");
  }

  private static ReviewDriver published(ReviewDriver reviewDriver) {
    return publishing(reviewDriver).galleryEntered();
  }

  private static ReviewDriver passing(ReviewDriver reviewDriver, String until) {
    while (reviewDriver.now().isBefore(Instant.parse(until).plus(Duration.ofMinutes(1)))
        && reviewDriver.dueAt() != null) {
      if (reviewDriver.dueAt().isAfter(Instant.parse(until))) {
        break;
      }
      reviewDriver.nextTimerFires();
      if (CommandTexts.of(reviewDriver.commands()).getLast().equals("read p1")) {
        reviewDriver.proofRead(proof(stage("Desk", "approved")));
      }
    }
    return reviewDriver;
  }

  private static ProofState rejected() {
    return proof(stage("Desk", "changes_required"));
  }

  private static ReviewDriver video(ReviewDriver reviewDriver) {
    return reviewDriver
        .assetSeen(ReviewDriver.of(hills(), Asset.MediaType.VIDEO))
        .requestsSelection()
        .proofCreated("p1")
        .containerReady("G-OPEN");
  }

  private static Asset withAlcohol(Asset asset) {
    return asset.withPlacement(asset.galleries(), List.of("alcohol"));
  }

  private static Asset hills() {
    return inGallery(
        ReviewDriver.image(ReviewDriver.START, false, List.of(), List.of(), null), HILLS);
  }

  private static Asset inGallery(Asset asset, Asset.Gallery... galleries) {
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
      List<String> commands) {
    return new ReviewScenario(name, rules, given, commands, reviewState);
  }
}
