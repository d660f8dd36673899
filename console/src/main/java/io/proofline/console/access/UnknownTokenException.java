package io.proofline.console.access;

import java.time.Duration;
import org.springframework.security.authentication.BadCredentialsException;

/** A token is not known; the answer is delayed after several such tokens of an address. */
final class UnknownTokenException extends BadCredentialsException {

  private static final long serialVersionUID = 1;

  private final Duration delay;

  UnknownTokenException(Duration delay) {
    super("This token is not known.");
    this.delay = delay;
  }

  Duration delay() {
    return delay;
  }
}
