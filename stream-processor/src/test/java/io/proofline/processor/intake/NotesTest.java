package io.proofline.processor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotesTest {

  @Test
  void a_comment_has_one_id_whatever_becomes_of_it_and_another_has_another() {
    assertThat(Notes.id("p1", "k1")).hasSize(32).isEqualTo(Notes.id("p1", "k1"));
    assertThat(Notes.id("p1", "k1"))
        .isNotEqualTo(Notes.id("p1", "k2"))
        .isNotEqualTo(Notes.id("p1k", "1"));
  }

  @Test
  void a_long_text_is_cut_but_no_character_in_two() {
    assertThat(Notes.cut("x".repeat(10_000))).hasSize(10_000);
    assertThat(Notes.cut("x".repeat(10_001))).hasSize(10_000);
    assertThat(Notes.cut("x".repeat(9_999) + "🙂")).isEqualTo("x".repeat(9_999));
  }
}
