package io.proofline.ingest.hook;

import java.nio.charset.StandardCharsets;

/** A text that signs and is never printed. */
public record Secret(String text) {

  /** Its characters as bytes. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
