package io.proofline.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WholeLineDiffTest {

  @Test
  void a_changed_line_is_removed_and_added_between_lines_that_stay() {
    assertThat(LineDiff.all("a\nb\nc\nd", "a\nx\nc\nd\ne"))
        .extracting(line -> line.style() + " " + line.text())
        .containsExactly(" a", "minus b", "plus x", " c", " d", "plus e");
  }

  @Property(tries = 200)
  void the_lines_of_both_texts_are_in_the_difference(
      @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> old,
      @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> now) {
    var lines = LineDiff.all(text(old), text(now));

    assertThat(without(lines, "plus")).isEqualTo(text(old));
    assertThat(without(lines, "minus")).isEqualTo(text(now));
  }

  @Test
  void texts_that_are_too_long_to_compare_are_replaced() {
    var old = IntStream.range(0, 3_000).mapToObj(i -> "o" + i).collect(Collectors.joining("\n"));

    assertThat(LineDiff.all("same\n" + old, "same\nnew"))
        .hasSize(3_002)
        .startsWith(new LineDiff.Line("", "same"))
        .endsWith(new LineDiff.Line("plus", "new"));
  }

  private static String text(List<Integer> lines) {
    return lines.stream().map(String::valueOf).collect(Collectors.joining("\n"));
  }

  private static String without(List<LineDiff.Line> lines, String style) {
    return lines.stream()
        .filter(line -> !line.style().equals(style))
        .map(LineDiff.Line::text)
        .collect(Collectors.joining("\n"));
  }
}
