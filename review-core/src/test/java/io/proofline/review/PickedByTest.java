package io.proofline.review;

import static io.proofline.review.ReviewDriver.AUTUMN;
import static io.proofline.review.ReviewDriver.SEND;
import static io.proofline.review.ReviewDriver.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Rules;
import io.proofline.review.Fact.RequestKind;
import io.proofline.review.PickState.Pick;
import io.proofline.review.PickState.PickedBy;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that a review records how and when its asset came under review. */
class PickedByTest {

  private static final Rules RULES =
      rules(
          """
          version: 1
          teams: { owner: [dam@example.com] }
          proof: { owner: owner }
          select: { gallery: Send to review, keyword: "review:*" }
          settle: 10m
          reviews:
            - { name: Products, when: { keyword: product }, ask: [ { stage: Desk, team: owner } ] }
          otherwise: { ask: [ { stage: Desk, team: owner } ] }
          """);

  static Stream<Scenario> scenarios() {
    return Stream.of(
        row("a gallery", PickedBy.GALLERY, s -> s.libraryShows(List.of(SEND), "product")),
        row(
            "a gallery and a keyword at once",
            PickedBy.GALLERY,
            s -> s.libraryShows(List.of(SEND), "review:desk")),
        row(
            "a keyword in a gallery that it was in before",
            PickedBy.KEYWORD,
            s ->
                s.baseline(List.of(SEND))
                    .libraryShows(List.of(SEND))
                    .libraryShows(List.of(SEND), "review:desk")),
        row(
            "a request",
            PickedBy.REQUEST,
            s -> s.libraryShows(List.of(AUTUMN)).requestsSelection()),
        row("a start", PickedBy.REQUEST, s -> s.requests(RequestKind.START)),
        row("a link", PickedBy.REQUEST, s -> s.requests(RequestKind.LINK, "p9")),
        row(
            "a reroute",
            PickedBy.REQUEST,
            s -> s.libraryShows(List.of(AUTUMN)).requests(RequestKind.REROUTE)),
        row(
            "a rule, once its quiet period is over",
            PickedBy.RULE,
            s -> s.libraryShows(List.of(AUTUMN), "product").nextTimerFires()),
        row(
            "a rule that a person had evaluated",
            PickedBy.BACKFILL,
            s -> s.baseline(List.of(AUTUMN), "product").requests(RequestKind.CONSIDER)),
        row(
            "a selection after a rule",
            PickedBy.GALLERY,
            s ->
                s.libraryShows(List.of(AUTUMN), "product")
                    .nextTimerFires()
                    .libraryShows(List.of(AUTUMN, SEND), "product")),
        row("nothing", null, s -> s.libraryShows(List.of(AUTUMN))),
        row("a rule in its quiet period", null, s -> s.libraryShows(List.of(AUTUMN), "product")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void the_last_way_counts(Scenario scenario) {
    var driver = scenario.given().apply(new ReviewDriver(RULES));

    assertThat(driver.review().pickState().pick())
        .isEqualTo(scenario.by() == null ? null : new Pick(scenario.by(), driver.now()));
  }

  @Test
  void later_facts_and_a_reroute_keep_it() {
    var driver = new ReviewDriver(RULES).libraryShows(List.of(AUTUMN), "product").nextTimerFires();
    var pick = driver.review().pickState().pick();

    driver.libraryShows(List.of(AUTUMN), "product", "large").requests(RequestKind.REROUTE);

    assertThat(pick).isNotNull();
    assertThat(driver.review().pickState().pick()).isEqualTo(pick);
  }

  private record Scenario(String name, @Nullable PickedBy by, UnaryOperator<ReviewDriver> given) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Scenario row(
      String name, @Nullable PickedBy by, UnaryOperator<ReviewDriver> given) {
    return new Scenario(name, by, given);
  }
}
