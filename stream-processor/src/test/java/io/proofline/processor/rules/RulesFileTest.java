package io.proofline.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.proofline.processor.review.Condition;
import io.proofline.processor.review.Decision;
import io.proofline.processor.review.Route;
import io.proofline.processor.review.Text;
import io.proofline.processor.review.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesFileTest {

  private static final String WHOLE =
      """
      version: 1
      teams:
        owner: [dam@example.com]
        brand: [ann@example.com, bo@example.com]
        legal: legal@example.com
      select: { gallery: "Send to review", keyword: "review:*" }
      reviews:
        - name: Product photos
          when: { gallery: "Products/**", keyword: [product, tableware], type: image }
          ask: [ { stage: Brand, team: brand, decides: anyone } ]
        - name: Not for all
          when: { one_of: [ { keyword: event }, { not: { keyword: public } } ] }
          ask: [ { stage: Legal, team: legal } ]
      otherwise: { ask: [ { stage: Photo desk, team: owner } ] }
      proof: { owner: owner, folder: 2c0b0f5e }
      verdicts:
        needs_changes: { decisions: [changes_required] }
        rejected: { decisions: changes_required, reasons: ["Do not use"] }
      write:
        edit_status: { in_review: In review, approved: Approved }
      reread: { open: 20s }
      """;

  private static final String SMALLEST =
      "version: 1\nteams: { owner: a@example.com }\nproof: { owner: owner }\n";

  @Test
  void reads_every_part_of_a_file() throws RulesRefused {
    var file = RulesFile.read(WHOLE);
    var rules = file.rules();

    assertThat(file.teams())
        .containsEntry("brand", List.of("ann@example.com", "bo@example.com"))
        .containsEntry("legal", List.of("legal@example.com"));
    assertThat(file.watchedGalleries()).containsExactly("Send to review");
    assertThat(file.watchedKeywords()).containsExactly("review:*");
    assertThat(rules.reviews())
        .extracting(r -> r.name())
        .containsExactly("Product photos", "Not for all");
    assertThat(rules.reviews().getFirst().ask())
        .containsExactly(new Route.Stage("Brand", "brand", Route.Decides.ANYONE));
    assertThat(rules.reviews().get(1).when())
        .isEqualTo(
            new Condition.All(
                List.of(
                    new Condition.OneOf(
                        List.of(
                            new Condition.All(List.of(keyword("event"))),
                            new Condition.All(
                                List.of(
                                    new Condition.Not(
                                        new Condition.All(List.of(keyword("public")))))))))));
    assertThat(rules.otherwise())
        .containsExactly(new Route.Stage("Photo desk", "owner", Route.Decides.EVERYONE));
    assertThat(rules.folder()).isEqualTo("2c0b0f5e");
    assertThat(rules.verdicts().needingChanges()).containsExactly(Decision.CHANGES_REQUIRED);
    assertThat(rules.verdicts().rejectingReasons()).containsExactly(new Text("Do not use"));
    assertThat(rules.statusTexts())
        .isEqualTo(Map.of(Verdict.OPEN, "In review", Verdict.APPROVED, "Approved"));
    assertThat(rules.rereadOpen()).isEqualTo(Duration.ofSeconds(20));
  }

  private static Condition keyword(String keyword) {
    return new Condition.HasKeyword(List.of(new Text(keyword)));
  }

  @Test
  void a_version_is_the_same_for_the_same_text_and_another_for_another() throws RulesRefused {
    var version = RulesFile.read(WHOLE).rules().version();

    assertThat(version).hasSize(12).isEqualTo(RulesFile.read(WHOLE).rules().version());
    assertThat(RulesFile.read(SMALLEST).rules().version()).isNotEqualTo(version);
  }

  @Test
  void the_smallest_file_selects_nothing() throws RulesRefused {
    assertThat(RulesFile.read(SMALLEST).rules().reviews()).isEmpty();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "", "line 1, column 1: the file is empty; it needs at least version and teams"),
        Arguments.of(
            SMALLEST + "teems: {}\n",
            "line 4, column 8: the file has no 'teems'; it may have otherwise, proof, reread,"
                + " reviews, select, teams, verdicts, version, write"),
        Arguments.of(
            SMALLEST.replace("version: 1", "version: 2"), "line 1, column 10: version must be 1"),
        Arguments.of(
            SMALLEST.replace("a@example.com", "nobody"),
            "line 2, column 17: 'nobody' is no e-mail address"),
        Arguments.of(
            SMALLEST.replace("proof: { owner: owner }", "proof: { owner: boss }"),
            "line 3, column 17: there is no team 'boss'; teams are owner"),
        Arguments.of(
            SMALLEST
                + "reviews: [ { name: A, when: { type: picture }, ask: [ { stage: S, team: owner } ] } ]",
            "line 4, column 37: 'picture' is not allowed for type; it may be audio, document,"
                + " image, video"),
        Arguments.of(
            SMALLEST + "reviews: [ { name: A, ask: [] } ]",
            "line 4, column 28: 'ask' needs at least one stage, such as {stage: Legal, team: legal}"),
        Arguments.of(
            SMALLEST
                + "otherwise: { ask: [ { stage: S, team: owner }, { stage: S, team: owner } ] }",
            "line 4, column 57: stage 'S' stands twice in one ask"),
        Arguments.of(
            SMALLEST + "reread: { open: soon }",
            "line 4, column 17: 'soon' is no time; write 20s, 15m, 2h or 1d"),
        Arguments.of(
            SMALLEST + "select: { gallery: \"Send*\" }",
            "line 4, column 20: select.gallery must name a gallery, as name, path or id:; * is for"
                + " reviews"),
        Arguments.of(
            SMALLEST + "? [a]\n: b\n",
            "line 5, column 3: the file has no '[…]'; it may have otherwise, proof, reread, reviews,"
                + " select, teams, verdicts, version, write"),
        Arguments.of(SMALLEST + "reviews: 7", "line 4, column 10: reviews must be a list"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void a_mistake_is_told_with_its_place_and_what_is_allowed(String yaml, String expected) {
    var refused = catchThrowableOfType(RulesRefused.class, () -> RulesFile.read(yaml));

    assertThat(refused.getMessage().lines()).contains(expected);
  }

  @Test
  void all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    var yaml =
        """
        version: 1
        teams: { owner: nobody }
        proof: { owner: boss }
        otherwise: { ask: [ { stage: S, team: chief, decides: noone } ] }
        """;

    var refused = catchThrowableOfType(RulesRefused.class, () -> RulesFile.read(yaml));

    assertThat(refused.mistakes()).extracting(Mistake::line).containsExactly(2, 3, 4, 4);
  }

  @Test
  void rules_that_were_in_force_are_read_even_when_they_would_be_refused_today() {
    var rules = RulesFile.readInForce(SMALLEST + "otherwise: { ask: [] }\nfuture: 1\n").rules();

    assertThat(rules.ownerTeam()).isEqualTo("owner");
  }

  @Test
  void what_is_no_yaml_is_refused_with_its_place() {
    var refused = catchThrowableOfType(RulesRefused.class, () -> RulesFile.read("a: [b\nc: d"));

    assertThat(refused.getMessage().lines().toList())
        .anyMatch(line -> line.startsWith("line 2, column 2: this is not YAML"));
  }
}
