package io.proofline.console.page;

import org.jspecify.annotations.Nullable;

/**
 * A pause that a person is about to make or to end.
 *
 * @param word the target, as the API has it
 * @param title the target in words
 * @param assets number of photographs whose work waits, or would wait
 * @param pause the pause that exists; null if there is none
 * @param isEnd whether it is to end
 */
public record PausePage(
    String word, String title, int assets, @Nullable PausedWork pause, boolean isEnd) {

  public String heading() {
    return isEnd ? "Resume" : "Pause";
  }

  /** The question at the top of the page. */
  public String question() {
    return "%s: %s?".formatted(heading(), title);
  }

  /** What follows. */
  public String effect() {
    if (isEnd) {
      return "Waiting work goes on in its order, within the limits of calls and of proofs per"
          + " hour.";
    }
    var waiting =
        switch (word) {
          case "all" -> "The calls to both services wait, in their order. Events are recorded.";
          case "ziflow", "photoshelter" -> "The calls to it wait, in their order; none is lost.";
          default -> "No new proof is made by this rule. Proofs that exist go on.";
        };
    return waiting + " Withdrawals still act at once.";
  }

  /** How much waits now. */
  public String amount() {
    return isEnd
        ? "%s for it.".formatted(photographs("waits", "wait"))
        : "%s work for it now.".formatted(photographs("has", "have"));
  }

  private String photographs(String one, String many) {
    return switch (assets) {
      case 0 -> "No photograph " + one;
      case 1 -> "One photograph " + one;
      default -> "%s %s".formatted(Sentences.count(assets, "photograph"), many);
    };
  }

  /** Why it can't be done; null if it can. */
  public @Nullable String problem() {
    return isEnd && pause == null
        ? "%s is not paused any more, so there is nothing to do.".formatted(title)
        : null;
  }
}
