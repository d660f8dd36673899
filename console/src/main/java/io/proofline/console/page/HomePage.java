package io.proofline.console.page;

import io.proofline.console.status.FreshnessQueries.Freshness;
import java.util.List;

/**
 * What needs attention now, and what happened today.
 *
 * @param causes of waiting, the oldest first
 * @param pauses that have not ended, the oldest first
 * @param today what happened today, by kind
 */
public record HomePage(
    ReviewNumbers numbers,
    List<WaitingCause> causes,
    List<PausedWork> pauses,
    List<TodaysCount> today,
    List<AuditSentence> newest,
    Freshness freshness) {

  private static final int SHOWN_CAUSES = 4;

  public HomePage {
    causes = List.copyOf(causes);
    pauses = List.copyOf(pauses);
    today = List.copyOf(today);
    newest = List.copyOf(newest);
  }

  /**
   * How often something happened today.
   *
   * @param kind as the audit trail has it
   */
  public record TodaysCount(String words, String kind, int count) {}

  /** The most urgent causes. */
  public List<WaitingCause> firstCauses() {
    return causes.subList(0, Math.min(SHOWN_CAUSES, causes.size()));
  }

  /** The heading. */
  public String heading() {
    int waiting = numbers.waiting();
    return waiting == 0
        ? "Nothing waits for you"
        : "%s for you"
            .formatted(
                waiting == 1
                    ? "One photograph waits"
                    : Sentences.count(waiting, "photograph") + " wait");
  }

  /** The rest of the sentence. */
  public String sentence() {
    return "%s in review. %s"
        .formatted(
            numbers.inReview() == 1
                ? "One photograph is"
                : Sentences.count(numbers.inReview(), "photograph").replaceFirst("^0", "No")
                    + " are",
            causes.isEmpty()
                ? pauses.isEmpty() ? "Everything runs." : "All that is not paused runs."
                : "%s below.".formatted(causes.size() == 1 ? "The cause is" : "The causes are"));
  }
}
