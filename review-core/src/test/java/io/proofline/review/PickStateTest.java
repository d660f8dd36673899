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
 * Scenarios S1, S3, S6: which assets are reviewed, and when.
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

  private static final Rules SETTLING =
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

  private static final Rules BRAKED =
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

  private static final Rules UNSETTLED =
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
            "what a rule is for waits until nobody edits it any more",
            SETTLING,
            s -> s.lies(List.of(AUTUMN), "product"),
            ReviewState.SETTLING),
        row(
            "then it gets its proof, without being selected",
            SETTLING,
            s -> s.lies(List.of(AUTUMN), "product").whenDue(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        row(
            "an edit restarts the quiet period",
            SETTLING,
            s ->
                s.lies(List.of(AUTUMN), "product")
                    .later(Duration.ofMinutes(9))
                    .lies(List.of(AUTUMN), "product", "hills")
                    .later(Duration.ofMinutes(9))
                    .ticks(),
            ReviewState.SETTLING),
        row(
            "an edit after which no rule is for it ends the wait",
            SETTLING,
            s -> s.lies(List.of(AUTUMN), "product").lies(List.of(AUTUMN), "hills"),
            ReviewState.NOT_PICKED),
        row(
            "what was there before the first look is not picked",
            SETTLING,
            s -> s.baseline(List.of(AUTUMN), "product").lies(List.of(AUTUMN), "product", "hills"),
            ReviewState.NOT_PICKED),
        row(
            "a tag that comes later still counts",
            SETTLING,
            s -> s.baseline(List.of(AUTUMN)).lies(List.of(AUTUMN), "product").whenDue(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        row(
            "a caption edit of what is not picked picks nothing",
            SETTLING,
            s -> s.baseline(List.of(AUTUMN), "product").librarySees(UnaryOperator.identity()),
            ReviewState.NOT_PICKED),
        row(
            "rules that were pushed later pick nothing that was there",
            rules(HEAD),
            s ->
                s.lies(List.of(AUTUMN), "product")
                    .underRules(SETTLING)
                    .lies(List.of(AUTUMN), "product", "hills"),
            ReviewState.NOT_PICKED),
        row(
            "unless a person wants them to",
            rules(HEAD),
            s -> s.lies(List.of(AUTUMN), "product").underRules(SETTLING).asks(RequestKind.CONSIDER),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        row(
            "a person's wish does not wait",
            SETTLING,
            s -> s.lies(List.of(AUTUMN), "product").isSelectedByHook(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        row(
            "what is selected and no rule is for is told to a person",
            SETTLING,
            s -> s.lies(List.of(AUTUMN)).isSelectedByHook(),
            ReviewState.STUCK),
        row(
            "a rule that watches asks nobody",
            SETTLING,
            s -> s.lies(List.of(AUTUMN), "trial").whenDue(),
            ReviewState.WATCHED),
        row(
            "an answered wish is taken off: out of the gallery, where others hold the file",
            SETTLING,
            s -> s.lies(List.of(AUTUMN, SEND), "product").proofIsMade("p1").isOutside(),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "take out of Send to review"),
        row(
            "out of its last gallery only into another",
            SETTLING,
            s -> s.lies(List.of(SEND), "product").proofIsMade("p1").containerStands("G-THEN"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "ensure gallery In review",
            "take out of Send to review, at last into G-THEN"),
        row(
            "a keyword that was a wish is taken away",
            SETTLING,
            s -> s.lies(List.of(AUTUMN), "product", "review:brand").proofIsMade("p1"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "drop review:brand"),
        row(
            "selecting again after that asks again, and needs no second proof",
            SETTLING,
            s ->
                s.lies(List.of(AUTUMN, SEND), "product")
                    .proofIsMade("p1")
                    .isOutside()
                    .lies(List.of(AUTUMN), "product")
                    .lies(List.of(AUTUMN, SEND), "product"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "take out of Send to review",
            "take out of Send to review"),
        row(
            "a snapshot that was begun before it was taken off does not bring the wish back",
            SETTLING,
            s ->
                s.lies(List.of(AUTUMN, SEND), "product")
                    .proofIsMade("p1")
                    .isOutside()
                    .seen(
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
            "out of the gallery first",
            SETTLING,
            s -> s.lies(List.of(AUTUMN, SEND), "product", "review:brand").proofIsMade("p1"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "take out of Send to review"),
        row(
            "the keyword after that: one thing at a time",
            SETTLING,
            s ->
                s.lies(List.of(AUTUMN, SEND), "product", "review:brand")
                    .proofIsMade("p1")
                    .isOutside(),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "take out of Send to review",
            "drop review:brand"),
        row(
            "a snapshot that was begun before the keyword was taken away does not bring it back",
            SETTLING,
            s ->
                dropped(s)
                    .seen(
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
            "a keyword that is set again is a wish again",
            SETTLING,
            s ->
                dropped(s)
                    .lies(List.of(AUTUMN), "product")
                    .lies(List.of(AUTUMN), "product", "review:brand"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "drop review:brand",
            "drop review:brand"),
        row(
            "a keyword that stays is no further wish",
            SETTLING,
            s ->
                s.lies(List.of(AUTUMN), "product", "review:brand")
                    .dies(RequiredCommand.CommandKind.CREATE_PROOF, "no such file")
                    .lies(List.of(AUTUMN), "product", "review:brand", "hills"),
            ReviewState.STUCK,
            "create [Brand] v1 of fig.jpg"),
        row(
            "what lay in another gallery has the kept one to fall into, once that is known",
            SETTLING,
            s ->
                s.lies(List.of(SEND), "product")
                    .proofIsMade("p1")
                    .containerStands("G-THEN")
                    .isOutside()
                    .lies(List.of(AUTUMN), "product")
                    .lies(List.of(AUTUMN, SEND), "product"),
            ReviewState.IN_REVIEW,
            "create [Brand] v1 of fig.jpg",
            "ensure gallery In review",
            "take out of Send to review, at last into G-THEN",
            "take out of Send to review, at last into G-THEN"),
        row(
            "where the rules keep it nowhere, it stays in its last gallery",
            FOLDERS,
            s -> s.lies(List.of(SEND)).proofIsMade("p1"),
            ReviewState.IN_REVIEW,
            "create [Desk] v1 of fig ({gallery})"),
        row(
            "and is taken out of one of several",
            FOLDERS,
            s -> s.lies(List.of(AUTUMN, SEND)).proofIsMade("p1"),
            ReviewState.IN_REVIEW,
            "create [Desk] v1 of fig (Autumn)",
            "take out of Send to review"),
        // rules
        row(
            "before rules were pushed nothing is picked, and what is selected says so",
            Rules.none(),
            s -> s.lies(List.of(SEND)).isSelectedByHook(),
            ReviewState.STUCK),
        row(
            "rules that don't settle pick nothing by themselves",
            UNSETTLED,
            s -> s.lies(List.of(AUTUMN), "product").later(Duration.ofHours(1)).ticks(),
            ReviewState.NOT_PICKED),
        row(
            "but for what a person wants them to consider",
            UNSETTLED,
            s ->
                s.asks(RequestKind.CONSIDER)
                    .answers(
                        RequiredCommand.CommandKind.READ_ASSET,
                        new Fact.Result.AssetRead(
                            ReviewDriver.image(
                                s.now(), false, List.of(AUTUMN), List.of("product"), null))),
            ReviewState.OPENING,
            "read the asset",
            "create [Brand] v1 of fig.jpg"),
        row(
            "a rule that is taken back while it settles picks nothing",
            SETTLING,
            s ->
                s.lies(List.of(AUTUMN), "product")
                    .underRules(rules(HEAD + "settle: 10m\n"))
                    .whenDue(),
            ReviewState.NOT_PICKED),
        row(
            "what another alternative of a rule is for now, is picked, though it was there before",
            EITHER,
            s ->
                s.baseline(List.of(AUTUMN), "event")
                    .lies(List.of(AUTUMN, HILLS), "event")
                    .whenDue(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        // the brake
        row(
            "what a rule picked asks for a turn",
            BRAKED,
            s -> s.lies(List.of(AUTUMN), "product").whenDue(),
            ReviewState.OPENING,
            "ask for a turn"),
        row(
            "and gets its proof when it is granted",
            BRAKED,
            s -> s.lies(List.of(AUTUMN), "product").whenDue().turn(true),
            ReviewState.OPENING,
            "ask for a turn",
            "create [Brand] v1 of fig.jpg"),
        row(
            "what is beyond the limit is held",
            BRAKED,
            s -> s.lies(List.of(AUTUMN), "product").whenDue().turn(false),
            ReviewState.HELD,
            "ask for a turn"),
        row(
            "and goes on after a go-ahead",
            BRAKED,
            s -> s.lies(List.of(AUTUMN), "product").whenDue().turn(false).turn(true),
            ReviewState.OPENING,
            "ask for a turn",
            "create [Brand] v1 of fig.jpg"),
        row(
            "what a person selected counts and does not wait",
            BRAKED,
            s -> s.lies(List.of(AUTUMN)).isSelectedByHook(),
            ReviewState.OPENING,
            "count a turn",
            "create [Desk] v1 of fig.jpg"),
        row(
            "a person selects a held asset",
            BRAKED,
            s -> s.lies(List.of(AUTUMN), "product").whenDue().turn(false).isSelectedByHook(),
            ReviewState.OPENING,
            "ask for a turn",
            "create [Brand] v1 of fig.jpg"),
        // folders and names
        row(
            "a folder mirrors the collection, and is found or made first",
            FOLDERS,
            s -> s.lies(List.of(HILLS, SEND)).containerStands("F-SPRING"),
            ReviewState.OPENING,
            "ensure folder Campaigns/Spring",
            "create [Desk] v1 of fig (Hills) in F-SPRING"),
        row(
            "an asset without a collection is reviewed without a folder",
            FOLDERS,
            s -> s.lies(List.of(SEND)),
            ReviewState.OPENING,
            "create [Desk] v1 of fig ({gallery})"),
        row(
            "a name can hold what a field of the library says",
            NAMED,
            s -> s.seen(credited("Acme")).isSelectedByHook(),
            ReviewState.OPENING,
            "create [Desk] v1 of Acme: fig"),
        // files of ours
        row(
            "the final of another asset is left to that one's review",
            SETTLING,
            s -> s.isFiledFrom("I0000SOURCE00001").lies(List.of(AUTUMN), "product"),
            ReviewState.FINAL),
        row(
            "a re-uploaded approved file that carries our marker is picked by nobody",
            SETTLING,
            s -> s.seen(marked("product")).ticks(),
            ReviewState.NOT_PICKED),
        row(
            "unless a person selects it",
            SETTLING,
            s -> s.seen(marked("product")).isSelectedByHook(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"),
        row(
            "a trashed asset gets no proof",
            SETTLING,
            s -> s.lies(List.of(AUTUMN), "product").isTrashed().later(Duration.ofHours(1)).ticks(),
            ReviewState.TRASHED),
        row(
            "what is read as missing keeps what is known of it, and is no new wish when it is back",
            BRAKED,
            s ->
                s.baseline(List.of(AUTUMN, SEND))
                    .isToBeReread()
                    .answers(
                        RequiredCommand.CommandKind.READ_ASSET,
                        new Fact.Result.AssetRead(missing(s.now())))
                    .lies(List.of(AUTUMN, SEND)),
            ReviewState.NOT_PICKED,
            "read the asset"),
        row(
            "and is when it is back",
            SETTLING,
            s ->
                s.lies(List.of(AUTUMN), "product")
                    .isTrashed()
                    .isRestored()
                    .later(Duration.ofHours(1))
                    .ticks(),
            ReviewState.OPENING,
            "create [Brand] v1 of fig.jpg"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void goes(ReviewScenario reviewScenario) {
    reviewScenario.holds();
  }

  @Test
  void assets_in_a_select_gallery_before_the_first_pass_are_listed() {
    var waiting = new ReviewDriver(SETTLING).baseline(List.of(SEND)).standing().waiting();

    assertThat(waiting).isNotNull();
    assertThat(waiting.kind()).isEqualTo(Waiting.WaitReason.LEFT_IN_SELECT);
    assertThat(waiting.nextStep()).contains("review start " + ReviewDriver.ASSET);
  }

  @Test
  void reviews_of_purged_assets_are_forgotten_after_ninety_days_and_not_before() {
    var reviewDriver =
        new ReviewDriver(SETTLING)
            .lies(List.of(AUTUMN))
            .librarySees(a -> ReviewDriver.with(a, Asset.Presence.GONE));
    assertThat(reviewDriver.standing().state()).isEqualTo(ReviewState.GONE);
    assertThat(reviewDriver.later(Duration.ofDays(89)).ticks().isOver()).isFalse();

    assertThat(reviewDriver.whenDue().isOver()).isTrue();
  }

  @Test
  void reviews_of_assets_in_the_library_are_never_forgotten() {
    var reviewDriver = new ReviewDriver(SETTLING).lies(List.of(AUTUMN));

    assertThat(reviewDriver.later(Duration.ofDays(365)).ticks().isOver()).isFalse();
    assertThat(reviewDriver.isTrashed().later(Duration.ofDays(365)).ticks().isOver()).isFalse();
  }

  @Test
  void matched_assets_give_way_to_selected_ones() {
    assertThat(new ReviewDriver(SETTLING).lies(List.of(AUTUMN), "product").whenDue().orders())
        .extracting(ReviewPlan.PlannedCommand::lane)
        .containsExactly(ReviewPlan.Lane.LATER);
    assertThat(new ReviewDriver(SETTLING).lies(List.of(SEND), "product").orders())
        .extracting(ReviewPlan.PlannedCommand::lane)
        .containsExactly(ReviewPlan.Lane.NORMAL);
  }

  /** As the workers tell it: nothing is known there but that it is in the trash. */
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
        .lies(List.of(AUTUMN), "product", "review:brand")
        .proofIsMade("p1")
        .answers(RequiredCommand.CommandKind.DROP_KEYWORDS, new Fact.Result.Nothing());
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
      String... asks) {
    return new ReviewScenario(name, rules, given, List.of(asks), reviewState);
  }
}
