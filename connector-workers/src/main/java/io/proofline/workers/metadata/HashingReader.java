package io.proofline.workers.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** Reads a stream once from its start to its end and hashes all of it on the way. */
final class HashingReader {

  private static final int WINDOW = 1 << 16;

  private final InputStream in;
  private final MessageDigest fileDigest;
  private final byte[] window = new byte[WINDOW];
  private int position;
  private int limit;
  private long length;

  /** The stream ended too early, or doesn't follow its format. */
  static final class TruncatedFileException extends IOException {
    TruncatedFileException(String message) {
      super(message);
    }
  }

  HashingReader(InputStream in, MessageDigest whole) throws IOException {
    this.in = in;
    this.fileDigest = whole;
    while (limit < WINDOW && fill()) {}
  }

  /** Receives a range of bytes. */
  @FunctionalInterface
  interface ByteSink {
    void accept(byte[] bytes, int from, int count);
  }

  /** Call it before any other read. */
  boolean startsWith(byte[] signature) {
    return limit >= signature.length
        && Arrays.equals(window, 0, signature.length, signature, 0, signature.length);
  }

  int read() throws IOException {
    ensureAvailable();
    return window[position++] & 0xff;
  }

  int readShort() throws IOException {
    return (read() << 8) | read();
  }

  long readInt() throws IOException {
    return ((long) readShort() << 16) | readShort();
  }

  byte[] read(int count) throws IOException {
    var bytes = new byte[count];
    for (int done = 0; done < count; ) {
      ensureAvailable();
      int some = Math.min(count - done, limit - position);
      System.arraycopy(window, position, bytes, done, some);
      position += some;
      done += some;
    }
    return bytes;
  }

  void skip(long count) throws IOException {
    for (long left = count; left > 0; ) {
      ensureAvailable();
      int some = (int) Math.min(left, limit - position);
      position += some;
      left -= some;
    }
  }

  void copyTo(long count, MessageDigest to) throws IOException {
    for (long left = count; left > 0; ) {
      ensureAvailable();
      int some = (int) Math.min(left, limit - position);
      to.update(window, position, some);
      position += some;
      left -= some;
    }
  }

  /** Copies up to that byte; the next read returns it. */
  void copyUntil(byte stop, ByteSink to) throws IOException {
    ensureAvailable();
    while (window[position] != stop) {
      int from = position;
      while (position < limit && window[position] != stop) {
        position++;
      }
      to.accept(window, from, position - from);
      ensureAvailable();
    }
  }

  /** How many bytes were read or skipped so far. */
  long position() {
    return length - (limit - position);
  }

  /** Reads the rest of the stream. */
  void drain() throws IOException {
    do {
      position = 0;
      limit = 0;
    } while (fill());
  }

  /** How many bytes the stream had so far. */
  long length() {
    return length;
  }

  /** The hash of the whole stream, after {@link #drain()}. */
  String sha256() {
    return FileHashes.hex(fileDigest);
  }

  private void ensureAvailable() throws IOException {
    if (position == limit) {
      position = 0;
      limit = 0;
      if (!fill()) {
        throw new TruncatedFileException("the file ends too early");
      }
    }
  }

  private boolean fill() throws IOException {
    int count = in.read(window, limit, WINDOW - limit);
    if (count <= 0) {
      return false;
    }
    fileDigest.update(window, limit, count);
    limit += count;
    length += count;
    return true;
  }
}
