package io.proofline.processor.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    assertThat(new Text(pattern).matches(keyword)).isEqualTo(meant);
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
  void galleries_are_meant_by_name_path_or_id(String pattern, String path, boolean meant) {
    var gallery = new Asset.Gallery("G0000AUTUMNRANGE", path);

    assertThat(new Text(pattern).matches(gallery)).isEqualTo(meant);
  }

  @ParameterizedTest(name = "gallery {0}, keyword {1}: {2}")
  @CsvSource({"Autumn, product, true", "Autumn, event,   false", "Spring, product, false"})
  void all_keys_of_a_when_must_hold(String gallery, String keyword, boolean holds) {
    var asset =
        Story.image(
            Story.START,
            false,
            List.of(new Asset.Gallery("G1", "Autumn")),
            List.of("product"),
            null);
    var when =
        new Condition.All(
            List.of(
                new Condition.InGallery(List.of(new Text(gallery))),
                new Condition.HasKeyword(List.of(new Text(keyword)))));

    assertThat(when.holds(asset)).isEqualTo(holds);
  }
}
