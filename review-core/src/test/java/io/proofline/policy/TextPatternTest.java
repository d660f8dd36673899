package io.proofline.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {

  @Property
  void a_text_matches_as_the_regular_expression_would(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    assertThat(new TextPattern(pattern).matches(text))
        .isEqualTo(text.matches(regex(pattern, ".*")));
  }

  @Property
  void a_path_matches_as_the_regular_expression_would(
      @ForAll("patterns") String pattern, @ForAll("texts") String path) {
    var whole = "/" + pattern;

    assertThat(new TextPattern(whole).matchesPath(path))
        .isEqualTo(path.matches(regex(whole, "[^/]*")));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars('a', 'b', '/', '*').ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'b', '/').ofMaxLength(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zur Prüfung", "zur pr*", "Zur Pru\u0308fung", "Review/zur prüfung"})
  void composed_and_decomposed_names_match_each_other(String pattern) {
    var composed = new Asset.Gallery("G1", "Review/Zur Prüfung");
    var decomposed = new Asset.Gallery("G2", "Review/Zur Pru\u0308fung");

    assertThat(new TextPattern(pattern).matches(composed)).isTrue();
    assertThat(new TextPattern(pattern).matches(decomposed)).isTrue();
  }

  @Test
  void no_pattern_takes_long() {
    var pattern = new TextPattern("a*".repeat(100) + "b");

    assertThatCode(() ->
            assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> pattern.matches("a".repeat(5_000))))
        .doesNotThrowAnyException();
  }

  private static String regex(String pattern, String star) {
    return "(?s)"
        + Pattern.quote(pattern)
            .replace("**", "\\E.*\\Q")
            .replace("*", "\\E" + star + "\\Q")
            .replace("\\E." + "\\E" + star + "\\Q" + "\\Q", "\\E.*\\Q");
  }
}
