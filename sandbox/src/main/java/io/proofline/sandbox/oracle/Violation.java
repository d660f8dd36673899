package io.proofline.sandbox.oracle;

import java.util.List;

/** Something that a well-behaved client would not have brought about. */
public record Violation(String kind, String sentence, List<String> ids) {
  public Violation {
    ids = List.copyOf(ids);
  }
}
