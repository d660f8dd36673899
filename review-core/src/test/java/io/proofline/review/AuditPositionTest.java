package io.proofline.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.review.AuditPosition.RecordedDecision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event and a reading tell of decisions without an id. */
class AuditPositionTest {

  @ParameterizedTest(name = "{0}: {6}")
  @CsvSource({
    "told alike,                            p1, ann, Desk,  approved,         0, true",
    "told five seconds later,               p1, ann, Desk,  approved,         5, true",
    "told six seconds later,                p1, ann, Desk,  approved,         6, false",
    "told five seconds before,              p1, ann, Desk,  approved,        -5, true",
    "told without a time,                   p1, ann, Desk,  approved,          , true",
    "told without its stage,                p1, ann, ,      approved,         0, true",
    "of the same person on another stage,   p1, ann, Legal, approved,         0, false",
    "of another person on the same stage,   p1, bo,  Desk,  approved,         0, false",
    "of the same person on another proof,   p2, ann, Desk,  approved,         0, false",
    "another decision of the same person,   p1, ann, Desk,  changes_required, 0, false"
  })
  void a_decision_is_the_one_that_is_on_record(
      String name,
      String proof,
      String reviewer,
      @Nullable String stage,
      String decision,
      @Nullable Long seconds,
      boolean same) {
    var at = seconds == null ? null : ReviewDriver.START.plus(Duration.ofSeconds(seconds));
    var told = new RecordedDecision(proof, reviewer, stage, decision, at);
    var onRecord = new RecordedDecision("p1", "ann", "Desk", "approved", ReviewDriver.START);

    assertThat(AuditPosition.EMPTY.with(onRecord).isRecorded(told)).isEqualTo(same);
    assertThat(AuditPosition.EMPTY.with(told).isRecorded(onRecord)).isEqualTo(same);
  }
}
