package io.proofline.cli.config;

import java.util.List;

/** A file for {@code up} was refused whole; all its mistakes are told at once, a line each. */
public final class InvalidUpConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidUpConfigException(List<String> mistakes) {
    super(String.join("\n", mistakes));
  }
}
