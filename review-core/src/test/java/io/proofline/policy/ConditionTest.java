package io.proofline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.review.ReviewDriver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  @ParameterizedTest(name = "{0} means {1}: {2}")
  @CsvSource({
    "product,        Product,          true",
    "product,        ' product ',      true",
    "product,        products,         false",
    "review:*,       review:brand,     true",
    "review:*,       reviewed,         false",
    "a.c,            abc,              false",
    "*,              anything/at all,  true"
  })
  void keywords_are_compared_without_case_and_outer_blanks(
      String pattern, String keyword, boolean meant) {
    assertThat(new TextPattern(pattern).matches(keyword)).isEqualTo(meant);
  }

  @ParameterizedTest(name = "{0} means {1}: {2}")
  @CsvSource({
    "Send to review,        Send to review,           true",
    "send to review,        Desk/Send to review,      true",
    "Products/**,           Products/2026/Autumn,     true",
    "Products/*,            Products/2026/Autumn,     false",
    "Products/*,            Products/Autumn,          true",
    "Products/*/Autumn,     Products/2026/Autumn,     true",
    "**/Autumn,             Products/2026/Autumn,     true",
    "Autumn,                Products/Autumn range,    false",
    "id:G0000AUTUMNRANGE,   Products/Autumn,          true",
    "id:g0000autumnrange,   Products/Autumn,          false"
  })
  void galleries_match_by_name_path_or_id(String pattern, String path, boolean meant) {
    var gallery = new Asset.Gallery("G0000AUTUMNRANGE", path);

    assertThat(new TextPattern(pattern).matches(gallery)).isEqualTo(meant);
  }

  @ParameterizedTest(name = "gallery {0}, keyword {1}: {2}")
  @CsvSource({"Autumn, product, true", "Autumn, event,   false", "Spring, product, false"})
  void all_keys_of_a_when_must_hold(String gallery, String keyword, boolean holds) {
    var asset =
        ReviewDriver.image(
            ReviewDriver.START,
            false,
            List.of(new Asset.Gallery("G1", "Autumn")),
            List.of("product"),
            null);
    var when =
        new Condition.All(
            List.of(
                new Condition.InGallery(List.of(new TextPattern(gallery))),
                new Condition.HasKeyword(List.of(new TextPattern(keyword)))));

    assertThat(when.holds(asset)).isEqualTo(holds);
  }

  @ParameterizedTest(name = "{0} means {1}: {2}")
  @CsvSource({
    "Press,             Press/2026/Launch,  true",
    "2026,              Press/2026/Launch,  true",
    "Launch,            Press/2026/Launch,  false",
    "Press/*,           Press/2026/Launch,  true",
    "Press/**,          Press/Launch,       false",
    "press,             Launch,             false"
  })
  void collections_match_at_any_depth_above_the_gallery(
      String pattern, String path, boolean meant) {
    var asset =
        ReviewDriver.image(
            ReviewDriver.START, false, List.of(new Asset.Gallery("G1", path)), List.of(), null);

    assertThat(new Condition.InCollection(List.of(new TextPattern(pattern))).holds(asset))
        .isEqualTo(meant);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "collection: 'id:C-2025',                                      Archive/2025",
    "collection: Archive,                                          Archive",
    "gallery: Old,                                                 Archive/2025",
    "gallery: Gala,                                                Campaigns",
    "keyword: product,                                             Campaigns",
    "keyword: product; collection: 2025,                           Archive/2025",
    "one_of: [ { gallery: None }; { gallery: Old } ],              Archive/2025",
    "one_of: [ { gallery: Old; keyword: x }; { gallery: Hills } ], Campaigns"
  })
  void the_folder_of_a_proof_is_the_collection_by_which_the_rule_found_it(
      String when, String collection) {
    var asset =
        ReviewDriver.image(
            ReviewDriver.START,
            false,
            List.of(
                new Asset.Gallery("G0", "Gala"),
                new Asset.Gallery("G1", "Campaigns/Hills"),
                new Asset.Gallery("G2", "Archive/2025/Old", List.of("C-ARCHIVE", "C-2025"))),
            List.of("product"),
            null);

    assertThat(rulesFor(when).route(asset).map(Route::collection)).contains(collection);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "field: { credit: 'acme *' },                         true",
    "field: { credit: other },                            false",
    "field: { 'custom:7': [a; b] },                       true",
    "field: { 'custom:8': a },                            false",
    "file: '*_PACK_*',                                    true",
    "file: pack,                                          false",
    "uploader: [bo; ann],                                 true",
    "uploader: bo,                                        false",
    "uploaded: { from: 2026-05-01; until: 2026-05-01 },   true",
    "uploaded: { from: 2026-05-02 },                      false",
    "uploaded: { until: 2026-04-30 },                     false",
    "modified: { from: 2000-01-01 },                      false",
    "type: [video; image],                                true",
    "type: audio,                                         false"
  })
  void conditions_on_the_data_of_an_asset_hold(String when, boolean holds) {
    var details =
        Asset.Details.of(
            Map.of("credit", " Acme Pictures", "custom:7", "B"),
            "Ann",
            Instant.parse("2026-05-01T23:59:59Z"),
            null);
    var asset =
        new Asset(
            ReviewDriver.START,
            false,
            "fig_pack_1.jpg",
            Asset.MediaType.IMAGE,
            List.of(),
            List.of(),
            null,
            details);

    assertThat(rulesFor(when).route(asset).isPresent()).isEqualTo(holds);
  }

  private static Rules rulesFor(String when) {
    return ReviewDriver.rules(
        """
        version: 1
        teams: { owner: a@example.com }
        proof: { owner: owner }
        reviews: [ { name: A, when: { %s }, ask: [ { stage: S, team: owner } ] } ]
        """
            .formatted(when.replace(';', ',')));
  }
}
