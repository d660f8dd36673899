package io.proofline.ingest.hook;

import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A POST request to a hook, unchanged. */
public final class HookRequest {

  /** Headers with signatures or credentials, which are not written to a topic. */
  private static final Set<String> DROPPED_HEADERS =
      Set.of(
          "apikey",
          "authorization",
          "cookie",
          "proxy-authorization",
          "webhook-signature",
          "x-api-key",
          "x-ziflow-signature");

  private final String path;
  private final @Nullable String query;
  private final HttpHeaders headers;
  private final byte[] body;
  private final Instant receivedAt;
  private final @Nullable String traceparent;

  /**
   * A request without a trace context. The body's array is not copied.
   *
   * @param path the encoded path, as received
   * @param query the encoded query, as received; null for none
   */
  public HookRequest(
      String path, @Nullable String query, HttpHeaders headers, byte[] body, Instant receivedAt) {
    this(path, query, headers, body, receivedAt, null);
  }

  private HookRequest(
      String path,
      @Nullable String query,
      HttpHeaders headers,
      byte[] body,
      Instant receivedAt,
      @Nullable String traceparent) {
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.body = body;
    this.receivedAt = receivedAt;
    this.traceparent = traceparent;
  }

  /** The same request with a trace context; null for none. */
  HookRequest withTraceparent(@Nullable String trace) {
    return new HookRequest(path, query, headers, body, receivedAt, trace);
  }

  /** The encoded path, as received. */
  public String path() {
    return path;
  }

  /** The encoded query, as received. */
  public Optional<String> query() {
    return Optional.ofNullable(query);
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /** The body's bytes, which callers must not change. */
  public byte[] body() {
    return body;
  }

  /** The time at which the body was complete. */
  public Instant receivedAt() {
    return receivedAt;
  }

  /**
   * The delivery for the signal: the unchanged body, and the headers without signatures and
   * credentials.
   */
  public Delivery toDelivery() {
    var kept = new TreeMap<String, String>();
    headers.forEach((name, values) -> {
      var lower = name.toLowerCase(Locale.ROOT);
      if (!DROPPED_HEADERS.contains(lower)) {
        kept.merge(lower, String.join(", ", values), (a, b) -> a + ", " + b);
      }
    });
    return new Delivery(kept, ByteBuffer.wrap(body));
  }

  /**
   * The signal's envelope; its event id is also the correlation id of all records that it causes.
   */
  public Envelope envelope(String account, String source, String eventId) {
    return new Envelope(
        eventId, account, source, Origin.LIVE, null, receivedAt, eventId, null, traceparent);
  }
}
