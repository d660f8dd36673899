package io.proofline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.review.ReviewDriver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the explanations of {@code rules try}, which say why a rule matches an asset or not. */
class ConditionExplanationTest {

  private static final Asset FIG =
      new Asset(
          ReviewDriver.START,
          false,
          "fig.jpg",
          Asset.MediaType.IMAGE,
          List.of(new Asset.Gallery("G1", "Spring/Hills"), new Asset.Gallery("G2", "Gala")),
          List.of("product", "fig"),
          null,
          Asset.Details.of(
              Map.of("credit", "Acme"), "ann", Instant.parse("2026-05-01T10:00:00Z"), null));
  private static final Asset BARE =
      ReviewDriver.of(
          ReviewDriver.image(ReviewDriver.START, false, List.of(), List.of(), null),
          Asset.MediaType.UNKNOWN);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "gallery: Hills           | gallery Hills: it is in Spring/Hills, Gala",
        "gallery: [Dune, Bay]     | not gallery Dune or Bay: it is in Spring/Hills, Gala",
        "collection: Spring       | collection Spring: it is in Spring/Hills, Gala",
        "keyword: product         | keyword product: it has product, fig",
        "field: { credit: other } | not credit other: it says Acme",
        "field: { source: any }   | not source any: it says nothing",
        "file: '*.jpg'            | file *.jpg: it is fig.jpg",
        "uploader: bo             | not uploader bo: it says ann",
        "type: [video, audio]     | not type video or audio: it is image",
        "uploaded: { from: 2026-05-01 } | uploaded from 2026-05-01T00:00:00Z:"
            + " it says 2026-05-01T10:00:00Z",
        "uploaded: { until: 2026-04-30 } | not uploaded until before 2026-05-01T00:00:00Z:"
            + " it says 2026-05-01T10:00:00Z",
        "modified: { from: 2026-05-01 } | not modified from 2026-05-01T00:00:00Z: it says nothing"
      })
  void one_key_names_the_demand_and_the_value(String when, String expected) {
    assertThat(text(why(when, FIG))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "gallery: Hills           | not gallery Hills: it is in no gallery",
        "keyword: product         | not keyword product: it has no keywords",
        "uploader: bo             | not uploader bo: it says nothing"
      })
  void missing_values_are_named(String when, String expected) {
    assertThat(text(why(when, BARE))).isEqualTo(expected);
  }

  @Test
  void several_keys_are_explained_one_by_one() {
    var conditionExplanation =
        why("keyword: event, one_of: [ { gallery: Gala }, { not: { type: image } } ]", FIG);

    assertThat(text(conditionExplanation))
        .isEqualTo(
            """
            not all of these:
              not keyword event: it has product, fig
              one of these:
                gallery Gala: it is in Spring/Hills, Gala
                not not:
                  type image: it is image\
            """);
  }

  private static ConditionExplanation why(String when, Asset asset) {
    var rules =
        ReviewDriver.rules(
            """
            version: 1
            calendar: { zone: UTC }
            teams: { owner: a@example.com }
            proof: { owner: owner }
            reviews: [ { name: A, when: { %s }, ask: [ { stage: S, team: owner } ] } ]
            """
                .formatted(when));
    return ConditionExplanation.of(rules.reviews().getFirst().when(), asset);
  }

  private static String text(ConditionExplanation conditionExplanation) {
    var line =
        (conditionExplanation.holds() ? "" : "not ")
            + conditionExplanation.wanted()
            + ": "
            + conditionExplanation.found();
    var text = new StringBuilder(line.strip());
    conditionExplanation
        .parts()
        .forEach(part -> text.append(("\n" + text(part)).replace("\n", "\n  ")));
    return text.toString();
  }
}
