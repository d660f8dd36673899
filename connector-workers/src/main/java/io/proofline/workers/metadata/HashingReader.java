package io.proofline.workers.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** A stream, read once from its start to its end; all of it is hashed on the way. */
final class HashingReader {

  private static final int WINDOW = 1 << 16;

  private final InputStream in;
  private final MessageDigest fileDigest;
  private final byte[] window = new byte[WINDOW];
  private int position;
  private int limit;
  private long length;

  /** The stream ended, or went on otherwise, where its form says that more of it must come. */
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

  /** To be asked before anything is read. */
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

  /** Copies up to that byte, which is the next one then. */
  void copyUntil(byte stop, MessageDigest to) throws IOException {
    ensureAvailable();
    while (window[position] != stop) {
      int from = position;
      while (position < limit && window[position] != stop) {
        position++;
      }
      to.update(window, from, position - from);
      ensureAvailable();
    }
  }

  /** Reads what is left. */
  void drain() throws IOException {
    do {
      position = 0;
      limit = 0;
    } while (fill());
  }

  /** How many bytes were read. */
  long length() {
    return length;
  }

  /** Of all that was read. */
  String sha256() {
    return FileHashes.hex(fileDigest);
  }

  private void ensureAvailable() throws IOException {
    if (position == limit) {
      position = 0;
      limit = 0;
      if (!fill()) {
        throw new TruncatedFileException("it ends too early");
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
