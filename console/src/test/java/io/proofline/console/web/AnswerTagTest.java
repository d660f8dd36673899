package io.proofline.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerTagTest {

  private static final String ANSWER = "{\"as_of\":\"2026-11-28T12:00:00Z\",\"items\":[]}";

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("later", "{\"as_of\":\"2026-11-28T12:00:01.5Z\",\"items\":[]}", true),
        Arguments.of("not measured", "{\"as_of\":null,\"items\":[]}", true),
        Arguments.of(
            "rebuild",
            "{\"as_of\":null,\"rebuild\":\"5 of 10 records are read\",\"items\":[]}",
            true),
        Arguments.of("other items", "{\"as_of\":null,\"items\":[1]}", false),
        Arguments.of("other field", "{\"as_of\":null,\"item\":[]}", false),
        Arguments.of("later as_of of an item", "{\"items\":[],\"as_of\":null}", false),
        Arguments.of("empty", "", false));
  }

  @ParameterizedTest(name = "{0}: same {2}")
  @MethodSource("answers")
  void the_tag_is_that_of_the_content_without_times(String name, String other, boolean isSame) {
    assertThat(tag(other).equals(tag(ANSWER))).as(name).isEqualTo(isSame);
    assertThat(tag(other)).matches("W/\"[0-9a-f]{24}\"");
  }

  private static String tag(String body) {
    return AnswerTag.of(body.getBytes(UTF_8));
  }
}
