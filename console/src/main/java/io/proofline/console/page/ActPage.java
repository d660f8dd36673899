package io.proofline.console.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change that a person is about to make, before it is made.
 *
 * @param kind word of the API
 * @param fields that the form carries on
 * @param photographs how many it is about
 * @param requests how many single changes it makes
 * @param examples names of some of the photographs
 * @param problem why it can't be made; null if it can
 */
public record ActPage(
    String kind,
    Map<String, String> fields,
    int photographs,
    int requests,
    List<String> examples,
    @Nullable String problem) {

  private static final Map<String, String> HEADINGS =
      Map.ofEntries(
          Map.entry("select", "Send to review"),
          Map.entry("start", "Start the review again"),
          Map.entry("cancel", "Cancel the review"),
          Map.entry("withdraw", "Withdraw"),
          Map.entry("reinstate", "Take the withdrawal back"),
          Map.entry("reroute", "Choose reviewers again"),
          Map.entry("pause", "Pause"),
          Map.entry("resume", "Let it go on"),
          Map.entry("reread", "Read again"),
          Map.entry("consider", "Have the rules look at it"),
          Map.entry("retry", "Try again"),
          Map.entry("discard", "Give up"),
          Map.entry("link", "Join the proof"),
          Map.entry("release", "Let the proof go"),
          Map.entry("go_ahead", "Let held proofs go"));

  private static final Map<String, String> EFFECTS =
      Map.ofEntries(
          Map.entry(
              "select",
              "Each gets a proof in Ziflow by the rules in force; Ziflow mails its reviewers."),
          Map.entry("start", "A new proof is made, and its reviewers are mailed again."),
          Map.entry("cancel", "Decisions are recorded no more; nothing is published."),
          Map.entry(
              "withdraw",
              "They leave the galleries that Proofline added them to, at once, and the library"
                  + " shows them as withdrawn. Taking it back is possible."),
          Map.entry(
              "reinstate",
              "They are treated by their verdict again, and published if that allows it."),
          Map.entry(
              "reroute",
              "The rules in force choose stages and reviewers again; new reviewers are mailed,"
                  + " former decisions stay."),
          Map.entry(
              "pause",
              "Nothing is written or published for them until they go on; withdrawals still act."),
          Map.entry("resume", "Postponed work is done now."),
          Map.entry(
              "reread", "Both services are asked for their present state. Nothing else changes."),
          Map.entry("consider", "The rules in force look at them as if they had just arrived."),
          Map.entry(
              "retry",
              "Each failed call is made again, after a look whether it had been done after all."
                  + " Nothing is done twice."),
          Map.entry(
              "discard",
              "The calls are given up: their change is not made, unless a later event needs it"
                  + " again."),
          Map.entry("link", "The proof counts as the proof of this photograph from now on."),
          Map.entry("release", "The proof is left alone from now on."),
          Map.entry(
              "go_ahead",
              "Held proofs are made, the oldest first, and their reviewers are mailed."));

  /** Changes that need a reason. */
  private static final List<String> WITH_REASON = List.of("withdraw", "discard", "cancel");

  public ActPage {
    fields = Map.copyOf(fields);
    examples = List.copyOf(examples);
  }

  public static String heading(String kind) {
    return HEADINGS.getOrDefault(kind, Sentences.capital(kind.replace('_', ' ')));
  }

  /** The question at the top of the page. */
  public String question() {
    if (kind.equals("go_ahead")) {
      return heading(kind) + "?";
    }
    return photographs == 1
        ? "%s: %s?"
            .formatted(heading(kind), examples.isEmpty() ? "one photograph" : examples.getFirst())
        : "%s: %s?".formatted(heading(kind), Sentences.count(photographs, "photograph"));
  }

  public String effect() {
    return EFFECTS.getOrDefault(kind, "");
  }

  public boolean needsReason() {
    return needsReason(kind);
  }

  public static boolean needsReason(String kind) {
    return WITH_REASON.contains(kind);
  }

  public boolean isDangerous() {
    return needsReason();
  }

  /** How many photographs are not among the examples. */
  public int others() {
    return photographs - examples.size();
  }
}
