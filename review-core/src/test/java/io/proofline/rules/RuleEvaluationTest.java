package io.proofline.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class RuleEvaluationTest {

  private static final String RULES =
      """
      version: 1
      teams: { owner: [dam@example.com], brand: [ann@example.com, bo@example.com] }
      select: { keyword: "review:*" }
      reviews:
        - name: Events
          when: { one_of: [ { gallery: "Events/**" }, { keyword: event } ], type: image }
          ask: [ { stage: Desk, team: owner } ]
        - name: Products
          when: { keyword: product, not: { file: "*.tmp" } }
          ask: [ { stage: Brand, team: brand, decides: bo@example.com, due: 1 working day } ]
      proof: { owner: owner }
      """;

  @Test
  void explains_matches_and_stages() throws InvalidRulesException {
    var sample =
        SampleAssetReader.read(
            "{\"file\": \"fig.jpg\", \"keywords\": [\"product\"], \"galleries\": [\"Shop/New\"]}");

    assertThat(RuleEvaluation.explain(RulesFile.read(RULES), sample))
        .isEqualTo(
            """
            selected on arrival: no
                no  keyword review:* (it has product)
            Events: no
                no  one of these
                    no  gallery Events/** (it is in Shop/New)
                    no  keyword event (it has product)
                yes type image (it is image)
            Products: yes
                yes keyword product (it has product)
                yes not
                    no  file *.tmp (it is fig.jpg)

            Its review by 'Products' would have the stages:
                Brand: team brand (ann@example.com, bo@example.com), bo@example.com decides, due 1 working day after its start
            """);
  }

  @Test
  void reports_that_there_would_be_no_review() throws InvalidRulesException {
    assertThat(
            RuleEvaluation.explain(
                RulesFile.read(RULES), SampleAssetReader.read("{ keywords: [other] }")))
        .endsWith(
            "No rule matches, and the rules have no 'otherwise': there would be no review.\n");
  }

  @Test
  void a_sample_with_mistakes_is_refused_with_all_its_mistakes() {
    var refused =
        catchThrowableOfType(
            InvalidRulesException.class,
            () -> SampleAssetReader.read("{ keyword: a, type: picture }"));

    assertThat(refused.getMessage().lines())
        .containsExactly(
            "line 1, column 3: the sample has no 'keyword'; it may have fields, file, galleries,"
                + " keywords, modified, type, uploaded, uploader; did you mean 'keywords'?",
            "line 1, column 21: 'picture' is not allowed for 'type'; it may be audio, document,"
                + " image, video");
  }
}
