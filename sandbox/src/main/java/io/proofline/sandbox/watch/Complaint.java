package io.proofline.sandbox.watch;

import java.util.List;

/** Something that a well-behaved client would not have brought about. */
public record Complaint(String kind, String sentence, List<String> ids) {
  public Complaint {
    ids = List.copyOf(ids);
  }
}
