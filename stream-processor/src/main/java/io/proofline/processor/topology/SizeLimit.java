package io.proofline.processor.topology;

import java.nio.ByteBuffer;

/**
 * Keeps records below the broker's size limit. Under exactly-once processing a rejected record
 * aborts the transaction, and no exception handler can continue after that.
 */
public final class SizeLimit {

  private static final int MAX_BYTES = 900_000;

  private SizeLimit() {}

  /**
   * The body, or its first 900,000 bytes if it is longer; the signal's topic has the complete body.
   */
  public static ByteBuffer truncate(ByteBuffer body) {
    return body.remaining() <= MAX_BYTES ? body : body.slice(body.position(), MAX_BYTES);
  }
}
