package io.proofline.console.verification;

import io.proofline.console.web.ApiException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.CodecException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

/**
 * A form with files, {@code multipart/form-data}. Its parts are read one after the other as they
 * arrive, and are kept nowhere. The reader of a form that it refuses calls {@link #skipAll()}
 * first, because a browser shows no answer that comes before the end of the form.
 */
final class UploadedForm implements AutoCloseable {

  private static final int PREFETCHED = 4;

  private final Stream<PartEvent> stream;
  private final Iterator<PartEvent> events;
  private final DataSize largest;
  private long left;
  private @Nullable DataBuffer unread;
  private boolean hasMore;

  /**
   * A form.
   *
   * @param largest largest sum of its parts
   */
  UploadedForm(Flux<PartEvent> form, DataSize largest) {
    this.stream = form.toStream(PREFETCHED);
    this.events = stream.iterator();
    this.largest = largest;
    this.left = largest.toBytes();
  }

  /**
   * A part of the form.
   *
   * @param fileName name of the file; empty if it is a text
   * @param content valid until the next part is asked for
   */
  record Part(String name, String fileName, InputStream content) {}

  /**
   * The next part; empty after the last one.
   *
   * @throws ApiException if the form is too large or malformed
   */
  Optional<Part> next() {
    skip();
    var first = receive();
    if (first.isEmpty()) {
      refuseIfTooLarge();
    }
    return first.map(event -> new Part(event.name(), fileName(event), new Content()));
  }

  private static String fileName(PartEvent event) {
    return event instanceof FilePartEvent file ? file.filename() : "";
  }

  /** Reads the rest of the present part. */
  private void skip() {
    while (unread != null || hasMore) {
      left -= unread == null ? 0 : unread.readableByteCount();
      release();
      if (hasMore) {
        var _ = receive();
      }
    }
  }

  /** Reads the rest of the form. */
  void skipAll() {
    do {
      skip();
    } while (receive().isPresent());
  }

  private Optional<PartEvent> receive() {
    try {
      var event = events.hasNext() ? events.next() : null;
      unread = event == null ? null : event.content();
      hasMore = event != null && !event.isLast();
      return Optional.ofNullable(event);
    } catch (CodecException | DataBufferLimitException _) {
      throw ApiException.invalid("The body is not a form as multipart/form-data");
    }
  }

  private void refuseIfTooLarge() {
    if (left < 0) {
      throw ApiException.tooLarge(
          "The file is larger than %,d bytes (proofline.console.verification.largest-export). Verify it with the command line: proofline audit verify FILE --key PUBLIC.pem"
              .formatted(largest.toBytes()));
    }
  }

  private void release() {
    if (unread != null) {
      DataBufferUtils.release(unread);
      unread = null;
    }
  }

  @Override
  public void close() {
    release();
    stream.close();
  }

  /** The content of the present part. */
  private final class Content extends InputStream {

    @Override
    public int read() {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      while (unread == null || unread.readableByteCount() == 0) {
        release();
        if (!hasMore) {
          return -1;
        }
        var _ = receive();
      }
      int count = Math.min(length, unread.readableByteCount());
      unread.read(bytes, offset, count);
      left -= count;
      refuseIfTooLarge();
      return count;
    }
  }
}
