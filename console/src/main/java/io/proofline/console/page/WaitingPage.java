package io.proofline.console.page;

import java.util.List;
import java.util.Map;

/**
 * Work that waits for a person.
 *
 * @param causes the oldest first
 * @param pauses that have not ended, the oldest first
 * @param targets of pauses that can be made, with their words
 */
public record WaitingPage(
    List<WaitingCause> causes, List<PausedWork> pauses, Map<String, String> targets) {

  public WaitingPage {
    causes = List.copyOf(causes);
    pauses = List.copyOf(pauses);
  }

  /** The sentence at the top. */
  public String sentence() {
    int assets = causes.stream().mapToInt(WaitingCause::assets).sum();
    return "%s for a person, for %s. Nothing of them is lost; all else goes on."
        .formatted(
            assets == 1 ? "One photograph waits" : Sentences.count(assets, "photograph") + " wait",
            Sentences.count(causes.size(), "cause"));
  }
}
