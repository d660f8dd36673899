package io.proofline.journeys.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReviewCountsTest {

  private final ReviewCounts before =
      reviewCounts(
          """
          {"counts": [{"state": "not_picked", "waits": "nobody", "reason": "no rule", "assets": 8}]}
          """);
  private final ReviewCounts now =
      reviewCounts(
          """
          {"counts": [
            {"state": "not_picked", "waits": "nobody", "reason": "no rule", "assets": 20},
            {"state": "not_picked", "waits": "nobody", "reason": "it was there before", "assets": 2},
            {"state": "in_review", "waits": "nobody", "rule": "Products", "assets": 3},
            {"state": "in_review", "waits": "overdue", "rule": "Products", "assets": 1},
            {"state": "in_review", "waits": "nobody", "rule": null, "assets": 5}]}
          """);

  @Test
  void counts_are_by_state_and_rule() {
    assertThat(now.all()).isEqualTo(31);
    assertThat(now.of("in_review")).isEqualTo(9);
    assertThat(now.countOfRule("Products", "in_review")).isEqualTo(4);
    assertThat(now.of("held")).isZero();
  }

  @Test
  void unpicked_assets_since_an_earlier_count_are_grouped_by_reason() {
    assertThat(now.unpickedSince(before))
        .isEqualTo(Map.of("no rule", 12, "it was there before", 2));
  }

  private static ReviewCounts reviewCounts(String answer) {
    return ReviewCounts.of(JsonMapper.shared().readTree(answer));
  }
}
