package io.proofline.standalone.up;

import java.util.List;

/** A file for {@code up} was refused whole; all its mistakes are told at once, a line each. */
public final class UpRefused extends Exception {

  private static final long serialVersionUID = 1L;

  UpRefused(List<String> mistakes) {
    super(String.join("\n", mistakes));
  }
}
