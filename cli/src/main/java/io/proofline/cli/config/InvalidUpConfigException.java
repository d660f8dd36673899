package io.proofline.cli.config;

import java.util.List;

/** A file for {@code up} is rejected; the message lists all its mistakes, one per line. */
public final class InvalidUpConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidUpConfigException(List<String> mistakes) {
    super(String.join("\n", mistakes));
  }
}
