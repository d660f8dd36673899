package io.proofline.http;

import java.util.Locale;

/** Why the server closed a connection. */
enum CloseReason {
  HEADER_TIMEOUT,
  REQUEST_TIMEOUT,
  IDLE_TIMEOUT,
  WRITE_TIMEOUT,
  TOO_MANY_CONNECTIONS;

  /** Its name in metrics. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
