package io.proofline.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rules fit a photograph as it is now, and why.
 *
 * @param rule the rule that fits first; null for none
 * @param answers each rule's answer, in the order of the file
 */
public record WhyReviewed(@Nullable String rule, List<Answer> answers) {

  public WhyReviewed {
    answers = List.copyOf(answers);
  }

  /** A rule or a required stage, and whether it fits. */
  public record Answer(String name, boolean holds, List<Part> parts) {

    public Answer {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A condition.
   *
   * @param found what the photograph has; empty if the parts say it
   */
  public record Part(boolean holds, String wanted, String found, List<Part> parts) {

    public Part {
      parts = List.copyOf(parts);
    }
  }
}
