package io.proofline.sandbox.oracle;

import java.util.List;

/** A state or a call that a correct client does not cause. */
public record Violation(String kind, String sentence, List<String> ids) {
  public Violation {
    ids = List.copyOf(ids);
  }
}
