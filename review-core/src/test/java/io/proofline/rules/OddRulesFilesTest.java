package io.proofline.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.proofline.policy.Condition;
import io.proofline.policy.TextPattern;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusual files are read as intended, or refused with a sentence that names the next step. */
class OddRulesFilesTest {

  private static final String FILE =
      """
      version: 1
      teams:
        owner: [owner@sandbox.example]
      select: { gallery: "Send to review" }
      reviews: [ { name: N, when: { WHEN }, ask: [ { stage: S, team: owner } ] } ]
      otherwise: { ask: [ { stage: Photo desk, team: owner } ] }
      proof: { owner: owner }
      write: { edit_status: { approved: Approved } }
      """;

  static Stream<Arguments> taken() {
    return Stream.of(
        Arguments.of("words that YAML 1.1 takes for booleans", "[NO, yes, on]"),
        Arguments.of("words that YAML takes for numbers", "[0123, 1e3, 0x1F, 12:30:45, 1.10, .5]"),
        Arguments.of("words that YAML takes for dates", "[2026-01-01, 1_000]"),
        Arguments.of("a text that is tagged as text", "[!!str 0123]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("taken")
  void plain_words_are_texts_in_the_written_form(String sentence, String keywords)
      throws InvalidRulesException {
    var expected =
        Stream.of(keywords.replace("!!str ", "").replaceAll("[\\[\\]]", "").split(", "))
            .map(TextPattern::new)
            .toList();

    assertThat(RulesFile.read(when("keyword: " + keywords)).rules().reviews().getFirst().when())
        .isEqualTo(new Condition.All(List.of(new Condition.HasKeyword(expected))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n"})
  void line_ends_and_document_marks_do_not_count(String lineEnd) throws InvalidRulesException {
    var yaml = "---\n" + when("keyword: a") + "...\n";

    assertThat(RulesFile.read(yaml.replace("\n", lineEnd)).rules().reviews()).hasSize(1);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            when("keyword: ~"),
            "line 5, column 40: 'keyword' is empty: YAML reads ~ as nothing; write \"~\""),
        Arguments.of(
            when("keyword: null"),
            "line 5, column 40: 'keyword' is empty: YAML reads null as nothing; write \"null\""),
        Arguments.of(
            when("keyword: \"a\\u0000b\""),
            "line 5, column 40: 'keyword' has the control character U+0000; delete it"),
        Arguments.of(
            when("keyword: !!binary aGVsbG8="),
            "line 5, column 40: '!!binary' is a tag, and tags are not allowed; write the text"
                + " itself"),
        Arguments.of(
            when("keyword: !!javax.script.ScriptEngineManager [x]"),
            "line 5, column 40: '!!javax.script.ScriptEngineManager' is a tag, and tags are not"
                + " allowed; write the text itself"),
        Arguments.of(
            when("not: { ".repeat(60) + "keyword: a" + " }".repeat(60)),
            "line 5, column 358: this is more than 50 levels deep; use 'one_of' or several rules"
                + " instead"),
        Arguments.of(
            when("keyword: a") + "---\nversion: 1\n",
            "line 9, column 1: this is not YAML: expected a single document in the stream: but"
                + " found another document"),
        Arguments.of(
            when("keyword: a").replace("  owner:", "\u00a0\u00a0owner:"),
            "line 3, column 1: the file has no '\u00a0\u00a0owner'; it may have approved, calendar,"
                + " fields, limits, otherwise, proof, require, reread, reviews, select, settle,"
                + " teams, verdicts, version, withdrawn, write; it has the invisible character"
                + " U+00A0, delete it"),
        Arguments.of(
            when("keyword: a").replace("version: 1", "version: 1.0"),
            "line 1, column 10: '1.0' is not allowed for 'version'; it may be 1"),
        Arguments.of(
            "#".repeat((1 << 20) + 1),
            "line 1, column 1: the file is too long, 1,048,577 characters; at most 1,048,576 are"
                + " allowed"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void other_oddities_are_refused_with_a_sentence(String yaml, String sentence) {
    assertThat(refusal(yaml)).contains(sentence);
  }

  static Stream<Arguments> large() {
    var many = IntStream.range(0, 12_000);
    return Stream.of(
        Arguments.of("many levels", when("keyword: " + "[".repeat(500_000))),
        Arguments.of("many aliases", when("keyword: [" + "*a, ".repeat(200_000) + "a]")),
        Arguments.of(
            "a long name with a star",
            when("gallery: a") + "withdrawn: { keep_in: " + "a".repeat(400_000) + "* }\n"),
        Arguments.of(
            "many stages of many unknown teams",
            FILE.replace(
                    "teams:",
                    "teams:\n"
                        + many.mapToObj("  team%d: a@b.example\n"::formatted)
                            .collect(Collectors.joining()))
                .replace("WHEN", "keyword: a")
                .replace(
                    "{ stage: S, team: owner }",
                    "{ stage: S, team: none, decides: x@b.example }"
                        + ", { stage: S, team: none }".repeat(12_000))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("large")
  void a_large_file_is_refused_in_seconds(String sentence, String yaml) {
    assertThat(yaml).hasSizeLessThan(1 << 20);
    var refusal = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> refusal(yaml));

    assertThat(refusal).isNotEmpty().hasSizeLessThanOrEqualTo(1_000);
  }

  @Test
  void rules_in_either_normal_form_match_samples_in_either() throws InvalidRulesException {
    for (var rulesForm : Normalizer.Form.values()) {
      for (var sampleForm : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
        var rules =
            RulesFile.read(Normalizer.normalize(when("keyword: \"für Presse\""), rulesForm));
        var sample =
            SampleAssetReader.read(Normalizer.normalize("keywords: [\"Für Presse\"]", sampleForm));

        assertThat(rules.rules().routeByRule(sample)).isPresent();
      }
    }
  }

  @Test
  void stages_and_deciders_are_found_in_either_normal_form() throws InvalidRulesException {
    var yaml =
        """
        version: 1
        teams: { owner: ["ju\u0308rgen@example.com"] }
        proof: { owner: owner }
        otherwise:
          ask:
            - { stage: "Pru\u0308fung", team: owner }
            - { stage: Recht, team: owner, after: "prüfung", decides: "Jürgen@example.com" }
        """;

    var stages = RulesFile.read(yaml).rules().otherwise();

    assertThat(stages.getFirst().name()).isEqualTo("Prüfung");
    assertThat(stages.getLast().person()).isZero();
  }

  @Test
  void an_address_with_letters_of_two_scripts_is_warned_of() {
    var yaml = when("keyword: a").replace("owner@sandbox", "\"ow\u0435ner@sandbox");

    assertThat(RulesFile.warnings(yaml.replace(".example]", ".example\"]")))
        .extracting(RulesDiagnostic::toString)
        .containsExactly(
            "line 3, column 11: 'ow\u0435ner@sandbox.example' mixes Cyrillic and Latin letters, of"
                + " which some look alike; type the address again, or ask its owner");
  }

  @Test
  void an_invisible_character_is_warned_of() {
    assertThat(RulesFile.warnings(when("keyword: \"pro\u200bduct\"")))
        .extracting(RulesDiagnostic::toString)
        .containsExactly(
            "line 5, column 40: 'pro\u200bduct' has the invisible character U+200B; delete it, or"
                + " type the text again");
  }

  @Test
  void ordinary_texts_of_any_script_are_not_warned_of() {
    var yaml = when("keyword: [\"für Presse\", \"печать\", \"東京カメラ\", \"👩‍🎨\"]");

    assertThat(RulesFile.warnings(yaml)).isEmpty();
  }

  private static String when(String condition) {
    return FILE.replace("WHEN", condition);
  }

  private static List<String> refusal(String yaml) {
    return catchThrowableOfType(InvalidRulesException.class, () -> RulesFile.read(yaml))
        .getMessage()
        .lines()
        .toList();
  }
}
