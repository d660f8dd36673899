package io.proofline.review;

import static io.proofline.review.ReviewDriver.AUTUMN;
import static io.proofline.review.ReviewDriver.SEND;
import static io.proofline.review.ReviewDriver.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Asset;
import io.proofline.policy.Rules;
import io.proofline.review.Fact.RequestKind;
import io.proofline.review.ReviewSummary.ReviewState;
import io.proofline.review.ReviewSummary.Waiting;
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
 * Checks which assets get a review, and when (scenarios S1, S3 and S6).
 *
 * <p>Longer than 300 lines because it is one table of scenarios.
 */
class PickStateTest {

  private static final String HEAD =
      """
      version: 1
      teams: { owner: [dam@example.com], brand: [ann@example.com], legal: [legal@example.com] }
      proof: { owner: owner }
      """;

  private static final Rules WITH_QUIET_PERIOD =
      rules(
          HEAD
              + """
              select: { gallery: Send to review, keyword: "review:*", then: In review }
              settle: 10m
              reviews:
                - name: Products
                  when: { keyword: product }
                  ask: [ { stage: Brand, team: brand } ]
                - { name: Trial, mode: watch, when: { keyword: trial }, ask: [ { stage: Brand, team: brand } ] }
              """);

  private static final Rules RATE_LIMITED =
      rules(
          HEAD
              + """
              select: { gallery: Send to review }
              settle: 10m
              limits: { proofs_per_hour: 2 }
              reviews:
                - { name: Products, when: { keyword: product }, ask: [ { stage: Brand, team: brand } ] }
              otherwise: { ask: [ { stage: Desk, team: owner } ] }
              """);

  private static final Rules FOLDERS =
      rules(
          HEAD.replace(
                  "{ owner: owner }",
                  "{ owner: owner, folder: \"{collection}\", name: \"{stem} ({gallery})\" }")
              + """
              select: { gallery: Send to review }
              otherwise: { ask: [ { stage: Desk, team: owner } ] }
              """);

  private static final Rules NAMED =
      rules(
          HEAD.replace("{ owner: owner }", "{ owner: owner, name: \"{credit}: {stem}\" }")
              + "otherwise: { ask: [ { stage: Desk, team: owner } ] }\n");

  private static final Rules WITHOUT_QUIET_PERIOD =
      rules(
          HEAD
              + """
              reviews:
                - { name: Products, when: { keyword: product }, ask: [ { stage: Brand, team: brand } ] }
              """);

  private static final Rules EITHER =
      rules(
          HEAD
              + """
              settle: 10m
              reviews:
                - name: Events
                  when: { one_of: [ { keyword: event }, { collection: Spring } ] }
                  ask: [ { stage: Brand, team: brand } ]
              """);

  private static final Asset.Gallery HILLS =
      new Asset.Gallery("G0000HILLS000000", "Campaigns/Spring/Hills");

  static Stream<ReviewScenario> scenarios() {
    return Stream.of(
        row(
            "a matched asset waits until the quiet period ends",
            WITH_QUIET_PERIOD,
            s -> s.libraryShows(List.of(AUTUMN), "product"),
            ReviewState.SETTLING),
        row(
            "a matched asset gets its proof after the quiet period, without a selection",
            WITH_QUIET_PERIOD,
            s -> s.libraryShows(List.of(AUTUMN), "product").nextTimerFires(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        row(
            "an edit restarts the quiet period",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .later(Duration.ofMinutes(9))
                    .libraryShows(List.of(AUTUMN), "product", "hills")
                    .later(Duration.ofMinutes(9))
                    .timerFires(),
            ReviewState.SETTLING),
        row(
            "an edit after which no rule matches ends the quiet period",
            WITH_QUIET_PERIOD,
            s -> s.libraryShows(List.of(AUTUMN), "product").libraryShows(List.of(AUTUMN), "hills"),
            ReviewState.NOT_PICKED),
        row(
            "an asset that was in the library before the first pass is not reviewed",
            WITH_QUIET_PERIOD,
            s ->
                s.baseline(List.of(AUTUMN), "product")
                    .libraryShows(List.of(AUTUMN), "product", "hills"),
            ReviewState.NOT_PICKED),
        row(
            "a keyword added after the first pass starts a review",
            WITH_QUIET_PERIOD,
            s ->
                s.baseline(List.of(AUTUMN))
                    .libraryShows(List.of(AUTUMN), "product")
                    .nextTimerFires(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        row(
            "a caption edit does not start a review",
            WITH_QUIET_PERIOD,
            s -> s.baseline(List.of(AUTUMN), "product").libraryChanges(UnaryOperator.identity()),
            ReviewState.NOT_PICKED),
        row(
            "rules pushed later do not start reviews of older assets",
            rules(HEAD),
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .withRules(WITH_QUIET_PERIOD)
                    .libraryShows(List.of(AUTUMN), "product", "hills"),
            ReviewState.NOT_PICKED),
        row(
            "rules pushed later start reviews of older assets if a person requests it",
            rules(HEAD),
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .withRules(WITH_QUIET_PERIOD)
                    .requests(RequestKind.CONSIDER),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        row(
            "a selection by a person skips the quiet period",
            WITH_QUIET_PERIOD,
            s -> s.libraryShows(List.of(AUTUMN), "product").requestsSelection(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        row(
            "a selected asset that no rule matches waits for a person",
            WITH_QUIET_PERIOD,
            s -> s.libraryShows(List.of(AUTUMN)).requestsSelection(),
            ReviewState.STUCK),
        row(
            "a watching rule issues no command",
            WITH_QUIET_PERIOD,
            s -> s.libraryShows(List.of(AUTUMN), "trial").nextTimerFires(),
            ReviewState.WATCHED),
        row(
            "once the proof exists, the asset leaves the select gallery if it is in another one"
                + " too",
            WITH_QUIET_PERIOD,
            s -> s.libraryShows(List.of(AUTUMN, SEND), "product").proofCreated("p1").galleryLeft(),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "take out of Send to review"),
        row(
            "the asset leaves its last gallery only for another one",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(SEND), "product")
                    .proofCreated("p1")
                    .containerReady("G-THEN"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "ensure gallery In review",
            "take out of Send to review, at last into G-THEN"),
        row(
            "once the proof exists, the selecting keyword is removed",
            WITH_QUIET_PERIOD,
            s -> s.libraryShows(List.of(AUTUMN), "product", "review:brand").proofCreated("p1"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "drop review:brand"),
        row(
            "a second selection after that is removed again and creates no second proof",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(AUTUMN, SEND), "product")
                    .proofCreated("p1")
                    .galleryLeft()
                    .libraryShows(List.of(AUTUMN), "product")
                    .libraryShows(List.of(AUTUMN, SEND), "product"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "take out of Send to review",
            "take out of Send to review"),
        row(
            "a snapshot that began before the asset left the gallery does not restore the"
                + " selection",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(AUTUMN, SEND), "product")
                    .proofCreated("p1")
                    .galleryLeft()
                    .assetSeen(
                        ReviewDriver.image(
                            ReviewDriver.START.plusSeconds(3),
                            false,
                            List.of(AUTUMN, SEND),
                            List.of("product"),
                            null)),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "take out of Send to review"),
        row(
            "the asset leaves the select gallery first",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(AUTUMN, SEND), "product", "review:brand").proofCreated("p1"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "take out of Send to review"),
        row(
            "the selecting keyword is removed after that",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(AUTUMN, SEND), "product", "review:brand")
                    .proofCreated("p1")
                    .galleryLeft(),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "take out of Send to review",
            "drop review:brand"),
        row(
            "a snapshot that began before the keyword was removed does not restore it",
            WITH_QUIET_PERIOD,
            s ->
                dropped(s)
                    .assetSeen(
                        ReviewDriver.image(
                            ReviewDriver.START.plusSeconds(3),
                            false,
                            List.of(AUTUMN),
                            List.of("product", "review:brand"),
                            null)),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "drop review:brand"),
        row(
            "a keyword that is set again selects again",
            WITH_QUIET_PERIOD,
            s ->
                dropped(s)
                    .libraryShows(List.of(AUTUMN), "product")
                    .libraryShows(List.of(AUTUMN), "product", "review:brand"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "drop review:brand",
            "drop review:brand"),
        row(
            "a keyword that stays does not select again",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(AUTUMN), "product", "review:brand")
                    .endsDead(RequiredCommand.CommandKind.CREATE_PROOF, "no such file")
                    .libraryShows(List.of(AUTUMN), "product", "review:brand", "hills"),
            ReviewState.STUCK,
            "create [Brand] v1 of fig.jpg"),
        row(
            "an asset moved to another gallery still names the known gallery to move to",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(SEND), "product")
                    .proofCreated("p1")
                    .containerReady("G-THEN")
                    .galleryLeft()
                    .libraryShows(List.of(AUTUMN), "product")
                    .libraryShows(List.of(AUTUMN, SEND), "product"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "ensure gallery In review",
            "take out of Send to review, at last into G-THEN",
            "take out of Send to review, at last into G-THEN"),
        row(
            "without 'then' the asset stays in its last gallery",
            FOLDERS,
            s -> s.libraryShows(List.of(SEND)).proofCreated("p1"),
            ReviewState.IN_REVIEW,
            "create [Desk] v1 of fig ({gallery})"),
        row(
            "without 'then' the asset leaves one of several galleries",
            FOLDERS,
            s -> s.libraryShows(List.of(AUTUMN, SEND)).proofCreated("p1"),
            ReviewState.IN_REVIEW,
            "create [Desk] v1 of fig (Autumn)",
            "take out of Send to review"),
        // rules
        row(
            "before the first push a selected asset is stuck",
            Rules.none(),
            s -> s.libraryShows(List.of(SEND)).requestsSelection(),
            ReviewState.STUCK),
        row(
            "rules without a quiet period review only selected assets",
            WITHOUT_QUIET_PERIOD,
            s -> s.libraryShows(List.of(AUTUMN), "product").later(Duration.ofHours(1)).timerFires(),
            ReviewState.NOT_PICKED),
        row(
            "rules without a quiet period are evaluated if a person requests it",
            WITHOUT_QUIET_PERIOD,
            s ->
                s.requests(RequestKind.CONSIDER)
                    .ends(
                        RequiredCommand.CommandKind.READ_ASSET,
                        new Fact.Result.AssetRead(
                            ReviewDriver.image(
                                s.now(), false, List.of(AUTUMN), List.of("product"), null))),
            ReviewState.OPENING,
            "read the asset",
            "create [Brand] v1 of fig.jpg"),
        row(
            "a rule removed during the quiet period starts no review",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .withRules(rules(HEAD + "settle: 10m\n"))
                    .nextTimerFires(),
            ReviewState.NOT_PICKED),
        row(
            "a matched older asset is reviewed once another condition of the rule matches",
            EITHER,
            s ->
                s.baseline(List.of(AUTUMN), "event")
                    .libraryShows(List.of(AUTUMN, HILLS), "event")
                    .nextTimerFires(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        // the proof rate limit
        row(
            "a matched asset requests a proof permit",
            RATE_LIMITED,
            s -> s.libraryShows(List.of(AUTUMN), "product").nextTimerFires(),
            ReviewState.OPENING,
            "request a proof permit"),
        row(
            "a matched asset gets its proof once the permit is granted",
            RATE_LIMITED,
            s -> s.libraryShows(List.of(AUTUMN), "product").nextTimerFires().proofPermit(true),
            ReviewState.OPENING,
            "request a proof permit",
            "create [Brand] v1 of fig.jpg"),
        row(
            "an asset beyond the limit is held",
            RATE_LIMITED,
            s -> s.libraryShows(List.of(AUTUMN), "product").nextTimerFires().proofPermit(false),
            ReviewState.HELD,
            "request a proof permit"),
        row(
            "a held asset gets its proof after a go-ahead",
            RATE_LIMITED,
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .nextTimerFires()
                    .proofPermit(false)
                    .proofPermit(true),
            ReviewState.OPENING,
            "request a proof permit",
            "create [Brand] v1 of fig.jpg"),
        row(
            "a selected asset counts against the limit and does not wait",
            RATE_LIMITED,
            s -> s.libraryShows(List.of(AUTUMN)).requestsSelection(),
            ReviewState.OPENING,
            "count a proof",
            "create [Desk] v1 of fig.jpg"),
        row(
            "a held asset gets its proof when a person selects it",
            RATE_LIMITED,
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .nextTimerFires()
                    .proofPermit(false)
                    .requestsSelection(),
            ReviewState.OPENING,
            "request a proof permit",
            "count a proof",
            "create [Brand] v1 of fig.jpg"),
        // folders and names
        row(
            "a folder with the collection's path is ensured first",
            FOLDERS,
            s -> s.libraryShows(List.of(HILLS, SEND)).containerReady("F-SPRING"),
            ReviewState.OPENING,
            "ensure folder Campaigns/Spring",
            "create [Desk] v1 of fig (Hills) in F-SPRING"),
        row(
            "an asset without a collection is reviewed without a folder",
            FOLDERS,
            s -> s.libraryShows(List.of(SEND)),
            ReviewState.OPENING,
            "create [Desk] v1 of fig ({gallery})"),
        row(
            "the proof's name can contain a library field",
            NAMED,
            s -> s.assetSeen(credited("Acme")).requestsSelection(),
            ReviewState.OPENING,
            "create [Desk] v1 of Acme: fig"),
        // finals
        row(
            "the final of another asset has no review of its own",
            WITH_QUIET_PERIOD,
            s -> s.filedFrom("I0000SOURCE00001").libraryShows(List.of(AUTUMN), "product"),
            ReviewState.FINAL),
        row(
            "a re-uploaded final with our marker is not reviewed",
            WITH_QUIET_PERIOD,
            s -> s.assetSeen(marked("product")).timerFires(),
            ReviewState.NOT_PICKED),
        row(
            "a re-uploaded final with our marker is reviewed if a person selects it",
            WITH_QUIET_PERIOD,
            s -> s.assetSeen(marked("product")).requestsSelection(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        row(
            "a trashed asset gets no proof",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .assetTrashed()
                    .later(Duration.ofHours(1))
                    .timerFires(),
            ReviewState.TRASHED),
        row(
            "a missing asset keeps its known values, and its return is no new selection",
            RATE_LIMITED,
            s ->
                s.baseline(List.of(AUTUMN, SEND))
                    .requestsReread()
                    .ends(
                        RequiredCommand.CommandKind.READ_ASSET,
                        new Fact.Result.AssetRead(missing(s.now())))
                    .libraryShows(List.of(AUTUMN, SEND)),
            ReviewState.NOT_PICKED,
            "read the asset"),
        row(
            "a restored asset gets its proof",
            WITH_QUIET_PERIOD,
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .assetTrashed()
                    .assetRestored()
                    .later(Duration.ofHours(1))
                    .timerFires(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void scenario_issues_its_commands(ReviewScenario reviewScenario) {
    reviewScenario.verify();
  }

  @Test
  void assets_in_a_select_gallery_before_the_first_pass_are_listed() {
    var waiting = new ReviewDriver(WITH_QUIET_PERIOD).baseline(List.of(SEND)).summary().waiting();

    assertThat(waiting).isNotNull();
    assertThat(waiting.kind()).isEqualTo(Waiting.WaitReason.LEFT_IN_SELECT);
    assertThat(waiting.nextStep()).contains("review start " + ReviewDriver.ASSET);
  }

  @Test
  void reviews_of_purged_assets_are_deleted_after_ninety_days_and_not_before() {
    var reviewDriver =
        new ReviewDriver(WITH_QUIET_PERIOD)
            .libraryShows(List.of(AUTUMN))
            .libraryChanges(a -> ReviewDriver.with(a, Asset.Presence.GONE));
    assertThat(reviewDriver.summary().state()).isEqualTo(ReviewState.GONE);
    assertThat(reviewDriver.later(Duration.ofDays(89)).timerFires().isOver()).isFalse();

    assertThat(reviewDriver.nextTimerFires().isOver()).isTrue();
  }

  @Test
  void reviews_of_assets_in_the_library_are_never_deleted() {
    var reviewDriver = new ReviewDriver(WITH_QUIET_PERIOD).libraryShows(List.of(AUTUMN));

    assertThat(reviewDriver.later(Duration.ofDays(365)).timerFires().isOver()).isFalse();
    assertThat(reviewDriver.assetTrashed().later(Duration.ofDays(365)).timerFires().isOver())
        .isFalse();
  }

  @Test
  void matched_assets_give_way_to_selected_ones() {
    assertThat(
            new ReviewDriver(WITH_QUIET_PERIOD)
                .libraryShows(List.of(AUTUMN), "product")
                .nextTimerFires()
                .plannedCommands())
        .extracting(ReviewPlan.PlannedCommand::lane)
        .containsExactly(ReviewPlan.Lane.LATER);
    assertThat(
            new ReviewDriver(WITH_QUIET_PERIOD)
                .libraryShows(List.of(SEND), "product")
                .plannedCommands())
        .extracting(ReviewPlan.PlannedCommand::lane)
        .containsExactly(ReviewPlan.Lane.NORMAL);
  }

  /** A worker's snapshot of a trashed asset: it has nothing but the presence. */
  private static Asset missing(Instant at) {
    var asset =
        new Asset(
            at.plusSeconds(1),
            false,
            ReviewDriver.ASSET,
            Asset.MediaType.UNKNOWN,
            List.of(),
            List.of(),
            null,
            Asset.Details.NONE);
    return ReviewDriver.with(asset, Asset.Presence.TRASHED);
  }

  private static ReviewDriver dropped(ReviewDriver reviewDriver) {
    return reviewDriver
        .libraryShows(List.of(AUTUMN), "product", "review:brand")
        .proofCreated("p1")
        .ends(RequiredCommand.CommandKind.DROP_KEYWORDS, new Fact.Result.Nothing());
  }

  private static Asset credited(String credit) {
    return ReviewDriver.with(
        ReviewDriver.image(ReviewDriver.START, false, List.of(AUTUMN), List.of(), null),
        Asset.Details.of(Map.of("credit", credit), null, null, null));
  }

  private static Asset marked(String keyword) {
    var details =
        new Asset.Details(
            Asset.Presence.THERE,
            Map.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            "pl:abcdefghijklmnopqrstuvwxyz");
    return ReviewDriver.with(
        ReviewDriver.image(
            ReviewDriver.START.plusSeconds(2), false, List.of(AUTUMN), List.of(keyword), null),
        details);
  }

  private static ReviewScenario row(
      String name,
      Rules rules,
      UnaryOperator<ReviewDriver> given,
      ReviewState reviewState,
      String... commands) {
    return new ReviewScenario(name, rules, given, List.of(commands), reviewState);
  }
}
