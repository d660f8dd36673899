package io.proofline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleMatchTest {

  private static final String RULES =
      """
      version: 1
      SETTLE
      teams: { owner: [dam@example.com], press: [bo@example.com, cy@example.com], legal: [di@example.com] }
      select: { keyword: "review:*" }
      reviews:
        - { name: Events, when: { keyword: event }, ask: [ { stage: Press, team: press } ] }
        - { name: Trial, when: { keyword: trial }, mode: watch, ask: [ { stage: Press, team: press } ] }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      require: [ { when: { keyword: minor }, ask: [ { stage: Legal, team: legal } ] } ]
      proof: { owner: owner }
      """;

  static Stream<Arguments> assets() {
    return Stream.of(
        row("a rule matches", "settle: 10m", "[event]", "Events", "bo@example.com, cy@example.com"),
        row(
            "a rule matches and a stage is required",
            "settle: 10m",
            "[event, minor]",
            "Events",
            "bo@example.com, cy@example.com, di@example.com"),
        row("a rule only watches", "settle: 10m", "[trial]", "Trial", ""),
        row("no rule matches", "settle: 10m", "[autumn]", null, ""),
        row("selected, and no rule matches", "", "['review:x']", "otherwise", "dam@example.com"),
        row(
            "selected, and a rule matches",
            "",
            "['review:x', event]",
            "Events",
            "bo@example.com, cy@example.com"),
        row(
            "a rule matches, and without settle only selected assets are reviewed",
            "",
            "[event]",
            null,
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("assets")
  void the_rule_of_a_new_asset_is_found(
      String sentence, String settle, String keywords, Optional<RuleMatch> pick)
      throws InvalidRulesException {
    var file = RulesFile.read(RULES.replace("SETTLE", settle));
    assertThat(RuleMatch.of(file, SampleAssetReader.read("{ keywords: %s }".formatted(keywords))))
        .isEqualTo(pick);
  }

  private static Arguments row(
      String sentence, String settle, String keywords, @Nullable String rule, String people) {
    var addresses = people.isEmpty() ? Set.<String>of() : Set.of(people.split(", "));
    return Arguments.of(
        sentence,
        settle,
        keywords,
        Optional.ofNullable(rule).map(r -> new RuleMatch(r, addresses)));
  }
}
