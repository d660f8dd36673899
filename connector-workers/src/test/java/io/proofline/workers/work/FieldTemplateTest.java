package io.proofline.workers.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldTemplateTest {

  private static final Map<String, String> LIBRARY =
      Map.of(
          "caption", " A bottle, blue ",
          "title", "Bottle {creator}",
          "city", "Kiel $1",
          "headline", " ",
          "link", "https://x.example.com/a");

  static Stream<Arguments> rows() {
    return Stream.of(
        arguments(
            "all values present",
            "{caption} · {title} · {link}",
            "A bottle, blue · Bottle {creator} · https://x.example.com/a"),
        arguments(
            "a field in the middle is empty",
            "{caption} · {creator} · {link}",
            "A bottle, blue · https://x.example.com/a"),
        arguments("nothing before", "{creator} · {caption}", "A bottle, blue"),
        arguments("nothing after", "{caption} - {creator}", "A bottle, blue"),
        arguments(
            "two fields in a row are empty",
            "{caption} | {creator} | {state} | {city}",
            "A bottle, blue | Kiel $1"),
        arguments("nothing at all", "{creator} · {state}", ""),
        arguments("a blank value counts as missing", "{headline}, {city}", "Kiel $1"),
        arguments("no separators", "Bottle {creator} in {city}", "Bottle in Kiel $1"),
        arguments("in brackets", "Bottle ({creator}) {city}", "Bottle Kiel $1"),
        arguments("a word before", "Photo: {creator}", "Photo"),
        arguments(
            "an empty line is removed",
            "{caption}\n{creator}\n\n{link}",
            "A bottle, blue\n\nhttps://x.example.com/a"),
        arguments("a field without IPTC name", "{custom:4711} – {city}", "Kiel $1"),
        arguments("braces without a field name", "shot{1}.jpg {Foo}", "shot{1}.jpg {Foo}"),
        arguments("other separators are kept", "a - b , {city}", "a - b , Kiel $1"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rows")
  void placeholders_are_replaced_and_separators_around_missing_values_are_removed(
      String name, String text, String filled) {
    assertThat(new FieldTemplate(text).fill(LIBRARY::get)).isEqualTo(filled);
  }

  @Test
  void all_placeholders_but_the_link_are_fields() {
    assertThat(new FieldTemplate("{caption} {link} {custom:4711} {x y} {caption}").fields())
        .containsExactlyInAnyOrder("caption", "custom:4711");
  }
}
