package io.proofline.workers.picture;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** A stream, read once from its start to its end; all of it is hashed on the way. */
final class Bytes {

  private static final int WINDOW = 1 << 16;

  private final InputStream in;
  private final MessageDigest whole;
  private final byte[] window = new byte[WINDOW];
  private int at;
  private int end;
  private long length;

  /** The stream ended, or went on otherwise, where its form says that more of it must come. */
  static final class NotWhole extends IOException {
    NotWhole(String message) {
      super(message);
    }
  }

  Bytes(InputStream in, MessageDigest whole) throws IOException {
    this.in = in;
    this.whole = whole;
    while (end < WINDOW && fill()) {}
  }

  /** To be asked before anything is read. */
  boolean startsWith(byte[] signature) {
    return end >= signature.length
        && Arrays.equals(window, 0, signature.length, signature, 0, signature.length);
  }

  int next() throws IOException {
    need();
    return window[at++] & 0xff;
  }

  int nextShort() throws IOException {
    return (next() << 8) | next();
  }

  long nextInt() throws IOException {
    return ((long) nextShort() << 16) | nextShort();
  }

  byte[] next(int count) throws IOException {
    var bytes = new byte[count];
    for (int done = 0; done < count; ) {
      need();
      int some = Math.min(count - done, end - at);
      System.arraycopy(window, at, bytes, done, some);
      at += some;
      done += some;
    }
    return bytes;
  }

  void skip(long count) throws IOException {
    for (long left = count; left > 0; ) {
      need();
      int some = (int) Math.min(left, end - at);
      at += some;
      left -= some;
    }
  }

  void copy(long count, MessageDigest to) throws IOException {
    for (long left = count; left > 0; ) {
      need();
      int some = (int) Math.min(left, end - at);
      to.update(window, at, some);
      at += some;
      left -= some;
    }
  }

  /** Copies up to that byte, which is the next one then. */
  void copyUntil(byte stop, MessageDigest to) throws IOException {
    need();
    while (window[at] != stop) {
      int from = at;
      while (at < end && window[at] != stop) {
        at++;
      }
      to.update(window, from, at - from);
      need();
    }
  }

  /** Reads what is left. */
  void drain() throws IOException {
    do {
      at = 0;
      end = 0;
    } while (fill());
  }

  /** How many bytes were read. */
  long length() {
    return length;
  }

  /** Of all that was read. */
  String sha256() {
    return Hashes.hex(whole);
  }

  private void need() throws IOException {
    if (at == end) {
      at = 0;
      end = 0;
      if (!fill()) {
        throw new NotWhole("it ends too early");
      }
    }
  }

  private boolean fill() throws IOException {
    int count = in.read(window, end, WINDOW - end);
    if (count <= 0) {
      return false;
    }
    whole.update(window, end, count);
    end += count;
    length += count;
    return true;
  }
}
