package io.proofline.processor.topology;

import java.nio.ByteBuffer;

/**
 * Keeps what is forwarded below what a broker takes: under exactly-once a record that is refused
 * breaks the transaction, and no handler can go on after that.
 */
public final class SizeLimit {

  private static final int MAX_BYTES = 900_000;

  private SizeLimit() {}

  /** The body, or its beginning when it is too long; the whole stands in the signal's topic. */
  public static ByteBuffer truncate(ByteBuffer body) {
    return body.remaining() <= MAX_BYTES ? body : body.slice(body.position(), MAX_BYTES);
  }
}
