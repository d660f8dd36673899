package io.proofline.console.access;

import java.time.Instant;
import org.springframework.security.core.AuthenticationException;

/** An address is locked out after many tokens that are not known. */
final class TooManyGuessesException extends AuthenticationException {

  private static final long serialVersionUID = 1;

  private final Instant until;

  TooManyGuessesException(Instant until) {
    super(
        "Too many unknown tokens came from this address. It is locked out until %s."
            .formatted(until));
    this.until = until;
  }

  Instant until() {
    return until;
  }
}
