package io.proofline.processor.topology;

import java.nio.ByteBuffer;

/**
 * Keeps what is forwarded below what a broker takes: under exactly-once a record that is refused
 * breaks the transaction, and no handler can go on after that.
 */
final class Cut {

  private static final int MOST = 900_000;

  private Cut() {}

  /** The body, or its beginning when it is too long; the whole stands in the signal's topic. */
  static ByteBuffer body(ByteBuffer body) {
    return body.remaining() <= MOST ? body : body.slice(body.position(), MOST);
  }
}
