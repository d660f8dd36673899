package io.proofline.console.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.timeout.TimeoutException;
import io.netty.resolver.AddressResolverGroup;
import io.proofline.console.notification.AttemptResult.Failure;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Sends events. Each attempt has a connection of its own, and the guard judges the very address to
 * which it is opened, so that no name can be resolved differently afterwards. Redirects are not
 * followed, no proxy is used, and of an answer only the bounded header is read. Thread-safe.
 */
final class WebhookClient implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final LoopResources loops = LoopResources.create("notification", 2, true);
  private final HttpClient client;
  private final Duration answerTimeout;
  private final InstantSource clock;

  WebhookClient(NotificationSettings settings, InstantSource clock) {
    this(settings, clock, null);
  }

  /**
   * A client.
   *
   * @param resolver of names; null for the usual one
   */
  WebhookClient(
      NotificationSettings settings,
      InstantSource clock,
      @Nullable AddressResolverGroup<InetSocketAddress> resolver) {
    var guard = settings.guard();
    var plain =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(loops)
            .noProxy()
            .followRedirect(false)
            .disableRetry(true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
            .doOnChannelInit(
                (_, channel, _) -> channel.pipeline().addFirst(new GuardedConnect(guard)));
    this.client = resolver == null ? plain : plain.resolver(resolver);
    this.answerTimeout = settings.answerTimeout();
    this.clock = clock;
  }

  /**
   * Sends an event, and waits for the answer.
   *
   * @param secrets with which it is signed
   * @param id of the event
   */
  AttemptResult send(URI url, List<String> secrets, String id, String body) {
    var now = clock.instant();
    return send(
        url,
        body,
        now,
        headers ->
            headers
                .set("webhook-id", id)
                .set("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .set("webhook-signature", WebhookSignature.sign(secrets, id, now, body)));
  }

  /** Sends a body without a signature, and waits for the answer. */
  AttemptResult sendUnsigned(URI url, String body) {
    return send(url, body, clock.instant(), _ -> {});
  }

  private AttemptResult send(URI url, String body, Instant now, Consumer<HttpHeaders> further) {
    try {
      var result =
          client
              .headers(headers ->
                  further.accept(
                      headers
                          .set("Content-Type", "application/json")
                          .set("User-Agent", "proofline-webhooks/1")))
              .post()
              .uri(url)
              .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(UTF_8))))
              .response()
              .map(answer ->
                  AttemptResult.answered(
                      answer.status().code(),
                      retryAfter(answer.responseHeaders().get("Retry-After"), now)))
              .timeout(answerTimeout)
              .block();
      return result == null ? AttemptResult.unanswered(Failure.CONNECTION) : result;
    } catch (RuntimeException e) {
      return AttemptResult.unanswered(failure(Exceptions.unwrap(e)));
    }
  }

  private static Failure failure(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ForbiddenAddressException _ -> {
          return Failure.FORBIDDEN_ADDRESS;
        }
        case UnknownHostException _ -> {
          return Failure.UNKNOWN_HOST;
        }
        case SSLException _ -> {
          return Failure.TLS;
        }
        case TimeoutException _, java.util.concurrent.TimeoutException _ -> {
          return Failure.TIMEOUT;
        }
        default -> {}
      }
    }
    return Failure.CONNECTION;
  }

  /** The delay in a header, in seconds or as a date; null for none. */
  static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    if (header.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(header));
    }
    try {
      return Duration.between(
          now, ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /** Refuses connections to internal addresses, however their name was resolved. */
  private static final class GuardedConnect extends ChannelOutboundHandlerAdapter {

    private final AddressGuard guard;

    GuardedConnect(AddressGuard guard) {
      this.guard = guard;
    }

    @Override
    public void connect(
        ChannelHandlerContext context,
        SocketAddress remote,
        @Nullable SocketAddress local,
        ChannelPromise promise) {
      if (remote instanceof InetSocketAddress address
          && !address.isUnresolved()
          && guard.allows(address.getAddress())) {
        var _ = context.connect(remote, local, promise);
      } else {
        var _ = promise.setFailure(new ForbiddenAddressException());
      }
    }
  }

  /** The address is internal. */
  private static final class ForbiddenAddressException extends ChannelException {

    private static final long serialVersionUID = 1;

    ForbiddenAddressException() {
      super("The address is of an internal network");
    }
  }

  @Override
  public void close() {
    loops.disposeLater(Duration.ZERO, CLOSE_TIMEOUT).block(CLOSE_TIMEOUT);
  }
}
