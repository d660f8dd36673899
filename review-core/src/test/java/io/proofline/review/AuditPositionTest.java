package io.proofline.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.review.AuditPosition.RecordedDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
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

  /**
   * A decision is a word and the second of its time, or {@code -} if Ziflow gave none; those on
   * record are of one reviewer, in the order in which they were recorded.
   */
  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource({
    "approved again within seconds,        approved 0 pending 1,              approved 3,  false",
    "the first of two approvals again,     approved 0 pending 1 approved 3,   approved 0,  true",
    "the second of two approvals again,    approved 0 pending 1 approved 3,   approved 3,  true",
    "a late event between two others,      approved 0 approved 40,            pending 20,  false",
    "a late event of an undated one,       approved 0 pending - approved 40,  pending 20,  true",
    "a second revocation,                  approved 0 pending - approved 40,  pending 60,  false",
    "an event without a time,              approved 0,                        approved -,  true",
    "a revocation without a time,          approved 0,                        pending -,   false",
    "an approval again without a time,     approved - pending -,              approved -,  false"
  })
  void an_event_is_compared_with_the_decisions_around_it(
      String name, String onRecord, String reported, boolean recorded) {
    assertThat(position(onRecord).isRecorded(decisions(reported).getFirst())).isEqualTo(recorded);
  }

  @ParameterizedTest(name = "{0}: {5}")
  @CsvSource({
    "no decision yet,                          '',                       pending -,    true, "
        + " false, true",
    "a first decision,                         '',                       approved 0,   false,"
        + " false, false",
    "a first decision without a time,          '',                       approved -,   false,"
        + " false, false",
    "a decision that is no longer remembered,  '',                       approved 0,   true,  true,"
        + "  true",
    "a state before the decision,              approved 0,               pending -,    false,"
        + " false, true",
    "a state after the revocation,             approved 0,               pending -,    true, "
        + " false, false",
    "the same after a state before it,         approved 0,               pending -,    true,  true,"
        + "  false",
    "another one from a state before it,       approved 0,               changes_required -,  "
        + " false, false, true",
    "another one from a current state,         approved 0,               changes_required -,  "
        + " true,  false, false",
    "a decision before the last,               approved 0 changes_required 60,   approved 0,  "
        + " false, false, true",
    "an approval again within seconds,         approved 0 pending 1,     approved 3,   true, "
        + " false, false",
    "the same after a state before it,         approved 0 pending 1,     approved 3,   true,  true,"
        + "  false",
    "a current state that lags,                approved 0 pending 60,    approved 0,   true, "
        + " false, true",
    "a late event before a revocation,         approved 9 pending - changes_required 0,  pending -,"
        + " true, false, true"
  })
  void a_state_is_compared_with_the_latest_decision(
      String name,
      String onRecord,
      String shown,
      boolean current,
      boolean unchanged,
      boolean covered) {
    var decision = decisions(shown).getFirst();

    assertThat(position(onRecord).covers(decision, current, unchanged)).isEqualTo(covered);
  }

  private static AuditPosition position(String onRecord) {
    var position = AuditPosition.EMPTY;
    for (var decision : decisions(onRecord)) {
      position = position.with(decision);
    }
    return position;
  }

  private static List<RecordedDecision> decisions(String text) {
    return Pattern.compile("(\\w+) (-|\\d+)")
        .matcher(text)
        .results()
        .map(match -> new RecordedDecision("p1", "ann", "Desk", match.group(1), at(match.group(2))))
        .toList();
  }

  private static @Nullable Instant at(String second) {
    return second.equals("-") ? null : ReviewDriver.START.plusSeconds(Long.parseLong(second));
  }
}
