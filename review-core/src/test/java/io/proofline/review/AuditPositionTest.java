package io.proofline.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.review.AuditPosition.RecordedDecision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Decisions have no id, so a decision from an event and from a read are matched by their values.
 */
class AuditPositionTest {

  @ParameterizedTest(name = "{0}: {6}")
  @CsvSource({
    "the same values,                       p1, ann, Desk,  approved,         0, true",
    "five seconds later,                    p1, ann, Desk,  approved,         5, true",
    "six seconds later,                     p1, ann, Desk,  approved,         6, false",
    "five seconds earlier,                  p1, ann, Desk,  approved,        -5, true",
    "without a time,                        p1, ann, Desk,  approved,          , true",
    "without a stage,                       p1, ann, ,      approved,         0, true",
    "the same person on another stage,      p1, ann, Legal, approved,         0, false",
    "another person on the same stage,      p1, bo,  Desk,  approved,         0, false",
    "the same person on another proof,      p2, ann, Desk,  approved,         0, false",
    "another decision of the same person,   p1, ann, Desk,  changes_required, 0, false"
  })
  void a_decision_is_recognised_as_already_recorded(
      String name,
      String proof,
      String reviewer,
      @Nullable String stage,
      String decision,
      @Nullable Long seconds,
      boolean same) {
    var at = seconds == null ? null : ReviewDriver.START.plus(Duration.ofSeconds(seconds));
    var reported = new RecordedDecision(proof, reviewer, stage, decision, at);
    var onRecord = new RecordedDecision("p1", "ann", "Desk", "approved", ReviewDriver.START);

    assertThat(AuditPosition.EMPTY.with(onRecord).isRecorded(reported)).isEqualTo(same);
    assertThat(AuditPosition.EMPTY.with(reported).isRecorded(onRecord)).isEqualTo(same);
  }
}
