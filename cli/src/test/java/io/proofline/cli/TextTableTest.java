package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

  private static TextTable table() {
    var table = new TextTable("ID", "REASON", "FILE");
    table.row("I0000abcDEF", "the library refused the status of the file", "fig.jpg");
    table.detail("proofline stuck retry abc");
    return table;
  }

  @Test
  void columns_are_as_wide_as_their_widest_cell() {
    assertThat(table().lines(Integer.MAX_VALUE))
        .containsExactly(
            "ID           REASON                                      FILE",
            "I0000abcDEF  the library refused the status of the file  fig.jpg",
            "  → proofline stuck retry abc");
  }

  @Test
  void a_wide_table_fits_the_terminal_and_loses_nothing() {
    assertThat(table().lines(40))
        .containsExactly(
            "ID           REASON              FILE",
            "I0000abcDEF  the library         fig.jpg",
            "             refused the status",
            "             of the file",
            "  → proofline stuck retry abc")
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
  }

  @Test
  void a_word_is_not_broken_for_a_terminal_that_is_too_narrow() {
    assertThat(table().lines(5)).anySatisfy(line -> assertThat(line).contains("I0000abcDEF"));
  }
}
