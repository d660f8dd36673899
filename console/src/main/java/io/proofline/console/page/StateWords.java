package io.proofline.console.page;

import java.util.Map;

/**
 * The state of a review in words, and the colour and shape that go with it.
 *
 * @param style class of the style sheet
 */
public record StateWords(String words, String style) {

  private static final Map<String, StateWords> STATES =
      Map.ofEntries(
          Map.entry("not_picked", new StateWords("No review needed", "none")),
          Map.entry("selected", new StateWords("Selected", "open")),
          Map.entry("opening", new StateWords("Proof is being made", "open")),
          Map.entry("in_review", new StateWords("In review", "open")),
          Map.entry("approved", new StateWords("Approved", "ok")),
          Map.entry("needs_changes", new StateWords("Needs changes", "change")),
          Map.entry("rejected", new StateWords("Rejected", "no")),
          Map.entry("nobody_decided", new StateWords("Nobody decided", "change")),
          Map.entry("stuck", new StateWords("Stuck", "no")),
          Map.entry("settling", new StateWords("Waits for edits to end", "none")),
          Map.entry("held", new StateWords("Held back", "change")),
          Map.entry("watched", new StateWords("Only watched", "none")),
          Map.entry("paused", new StateWords("Paused", "none")),
          Map.entry("cancelled", new StateWords("Cancelled", "none")),
          Map.entry("withdrawn", new StateWords("Withdrawn", "no")),
          Map.entry("superseded", new StateWords("Superseded", "none")),
          Map.entry("trashed", new StateWords("In the trash", "none")),
          Map.entry("gone", new StateWords("Gone from the library", "none")),
          Map.entry("final", new StateWords("Final of another photograph", "ok")));

  /** The words for a state of the API. */
  public static StateWords of(String state) {
    return STATES.getOrDefault(
        state, new StateWords(Sentences.capital(state.replace('_', ' ')), "none"));
  }
}
