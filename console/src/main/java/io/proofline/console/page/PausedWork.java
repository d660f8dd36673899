package io.proofline.console.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pause, as people see it.
 *
 * @param word the target, as the API has it
 * @param title the target in words
 * @param until when it ends by itself; null for never
 * @param person who paused it; null for a program, and if the person was erased
 * @param assets number of photographs that wait for its end
 */
public record PausedWork(
    String word,
    String title,
    Instant since,
    @Nullable Instant until,
    @Nullable String person,
    @Nullable String reason,
    int assets) {

  /** The photographs that wait for its end. */
  public String reviews() {
    return new PageQuery("/reviews", Map.of("paused", List.of(word))).href();
  }

  /** The page that asks whether it shall end. */
  public String resume() {
    return new PageQuery("/resume", Map.of("target", List.of(word))).href();
  }
}
