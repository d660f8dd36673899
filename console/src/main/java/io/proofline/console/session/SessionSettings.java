package io.proofline.console.session;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people stay signed in.
 *
 * @param idle a session ends after this time without a call
 * @param longest a session ends after this time in any case
 */
public record SessionSettings(
    @DefaultValue("12h") Duration idle, @DefaultValue("7d") Duration longest) {

  public SessionSettings {
    if (idle.isNegative() || idle.isZero() || longest.compareTo(idle) < 0) {
      throw new IllegalArgumentException(
          "proofline.console.session.idle (%s) must be positive, and not longer than session.longest (%s)"
              .formatted(idle, longest));
    }
  }
}
