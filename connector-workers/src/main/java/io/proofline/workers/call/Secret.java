package io.proofline.workers.call;

/** A text that no log, message or topic may show. */
public record Secret(String value) {

  public Secret {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    if (!value.matches("[\\x20-\\x7e]+")) {
      throw new IllegalArgumentException(
          "a secret must be printable ASCII on one line; does it end with a line break?");
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
