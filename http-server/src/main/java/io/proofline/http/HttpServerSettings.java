package io.proofline.http;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of an HTTP server for its clients.
 *
 * @param headerTimeout from the opening of a connection to the end of its first request's header
 * @param requestTimeout from the end of a request's header to the end of its body
 * @param idleTimeout from the end of a response to the end of the next request's header; longer
 *     than a reverse proxy keeps its connections open
 * @param writeTimeout how long a response may wait for its client to receive any further byte
 * @param connectionsPerAddress connections that one address may have open; 0 for no limit. An IPv6
 *     address counts by its network (64 bits)
 */
public record HttpServerSettings(
    @DefaultValue("10s") Duration headerTimeout,
    @DefaultValue("30s") Duration requestTimeout,
    @DefaultValue("75s") Duration idleTimeout,
    @DefaultValue("60s") Duration writeTimeout,
    @DefaultValue("1000") int connectionsPerAddress) {

  /** The settings' defaults. */
  public static final HttpServerSettings DEFAULTS =
      new HttpServerSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(75),
          Duration.ofSeconds(60),
          1000);

  public HttpServerSettings {
    requirePositive("header-timeout", headerTimeout);
    requirePositive("request-timeout", requestTimeout);
    requirePositive("idle-timeout", idleTimeout);
    requirePositive("write-timeout", writeTimeout);
    if (connectionsPerAddress < 0) {
      throw new IllegalArgumentException(
          "http.connections-per-address (%d) must not be negative; 0 is for no limit"
              .formatted(connectionsPerAddress));
    }
  }

  /** With a request time-out that is at least this long. */
  public HttpServerSettings withRequestTimeoutAtLeast(Duration shortest) {
    return requestTimeout.compareTo(shortest) >= 0
        ? this
        : new HttpServerSettings(
            headerTimeout, shortest, idleTimeout, writeTimeout, connectionsPerAddress);
  }

  private static void requirePositive(String name, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("http.%s (%s) must be positive".formatted(name, timeout));
    }
  }
}
