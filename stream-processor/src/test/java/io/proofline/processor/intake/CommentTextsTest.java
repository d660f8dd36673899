package io.proofline.processor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommentTextsTest {

  @Test
  void a_comment_keeps_its_id_after_changes_and_each_comment_has_its_own() {
    assertThat(CommentTexts.id("p1", "k1")).hasSize(32).isEqualTo(CommentTexts.id("p1", "k1"));
    assertThat(CommentTexts.id("p1", "k1"))
        .isNotEqualTo(CommentTexts.id("p1", "k2"))
        .isNotEqualTo(CommentTexts.id("p1k", "1"));
  }

  @Test
  void a_long_text_is_truncated_between_characters() {
    assertThat(CommentTexts.truncate("x".repeat(10_000))).hasSize(10_000);
    assertThat(CommentTexts.truncate("x".repeat(10_001))).hasSize(10_000);
    assertThat(CommentTexts.truncate("x".repeat(9_999) + "🙂")).isEqualTo("x".repeat(9_999));
  }
}
