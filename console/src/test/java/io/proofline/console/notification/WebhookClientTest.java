package io.proofline.console.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import io.proofline.console.notification.AttemptResult.Failure;
import io.proofline.console.notification.MailSettings.Encryption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts against a receiver on this computer. */
class WebhookClientTest {

  private static final List<String> SECRETS = List.of(WebhookSignature.newSecret());
  private static final WebhookReceiver RECEIVER = new WebhookReceiver();

  @AfterAll
  static void stop() {
    RECEIVER.close();
  }

  private static NotificationSettings settings(List<String> allowed, Duration answerTimeout) {
    return new NotificationSettings(
        allowed,
        true,
        List.of(),
        0,
        Duration.ofHours(1),
        Duration.ofSeconds(5),
        answerTimeout,
        1,
        1,
        Duration.ofDays(1),
        Duration.ofDays(1),
        Duration.ofHours(4),
        new MailSettings("", 25, Encryption.NONE, "", null, ""));
  }

  private static AttemptResult send(
      List<String> allowed, String url, @Nullable AddressResolverGroup<InetSocketAddress> names) {
    return send(settings(allowed, Duration.ofSeconds(20)), url, names);
  }

  private static AttemptResult send(
      NotificationSettings settings,
      String url,
      @Nullable AddressResolverGroup<InetSocketAddress> names) {
    try (var client = new WebhookClient(settings, Clock.systemUTC(), names)) {
      return client.send(URI.create(url), SECRETS, "e1", "{}");
    }
  }

  /** Resolves each name to this computer. */
  private static final class ToLoopback extends AddressResolverGroup<InetSocketAddress> {

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
      return new InetNameResolver(executor) {
        @Override
        protected void doResolve(String name, Promise<InetAddress> promise) {
          promise.setSuccess(InetAddress.getLoopbackAddress());
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
          promise.setSuccess(List.of(InetAddress.getLoopbackAddress()));
        }
      }.asAddressResolver();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[0:0:0:0:0:0:0:1]",
        "0.0.0.0",
        "[::]",
        "[64:ff9b::7f00:1]"
      })
  void nothing_is_sent_to_this_computer(String host) {
    var path = "/inside/" + Integer.toHexString(host.hashCode());
    var result = send(List.of(), "http://%s:%d%s".formatted(host, RECEIVER.port(), path), null);

    assertThat(result.failure())
        .isIn(Failure.FORBIDDEN_ADDRESS, Failure.UNKNOWN_HOST, Failure.CONNECTION);
    assertThat(RECEIVER.at(path)).isEmpty();
  }

  @Test
  void the_address_that_is_connected_to_is_judged_and_not_the_name() {
    var url = "http://public.example:%d/rebound".formatted(RECEIVER.port());

    assertThat(send(List.of(), url, new ToLoopback()).failure())
        .isEqualTo(Failure.FORBIDDEN_ADDRESS);
    assertThat(RECEIVER.at("/rebound")).isEmpty();
    assertThat(send(List.of("127.0.0.0/8"), url, new ToLoopback()).failure()).isNull();
    assertThat(RECEIVER.at("/rebound")).hasSize(1);
  }

  @Test
  void a_redirect_is_not_followed() {
    RECEIVER.answer(
        _ -> new WebhookReceiver.Answer(307, Map.of("Location", RECEIVER.url("/redirected"))));
    try {
      var result = send(List.of("127.0.0.0/8"), RECEIVER.url("/moved"), null);
      assertThat(result.failure()).isEqualTo(Failure.REDIRECTED);
      assertThat(RECEIVER.at("/moved")).hasSize(1);
      assertThat(RECEIVER.at("/redirected")).isEmpty();
    } finally {
      RECEIVER.answer(_ -> WebhookReceiver.Answer.OK);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "200,",
    "204,",
    "302, REDIRECTED",
    "400, REFUSED",
    "404, REFUSED",
    "410, GONE",
    "429, REFUSED",
    "500, SERVER_ERROR",
    "503, SERVER_ERROR"
  })
  void a_status_is_a_success_or_a_kind_of_failure(int status, @Nullable Failure failure) {
    assertThat(AttemptResult.answered(status, null).failure()).isEqualTo(failure);
  }

  @Test
  void a_port_without_a_server_is_a_failed_connection() {
    int closed;
    try (var other = new WebhookReceiver()) {
      closed = other.port();
    }
    assertThat(send(List.of("127.0.0.0/8"), "http://127.0.0.1:%d/".formatted(closed), null))
        .isEqualTo(AttemptResult.unanswered(Failure.CONNECTION));
  }

  @Test
  void a_receiver_that_does_not_answer_is_left() throws Exception {
    try (var silent = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:%d/".formatted(silent.getLocalPort());
      assertThat(send(settings(List.of("127.0.0.0/8"), Duration.ofSeconds(1)), url, null))
          .isEqualTo(AttemptResult.unanswered(Failure.TIMEOUT));
    }
  }

  @Test
  void a_receiver_without_tls_is_refused_at_an_https_address() {
    var url = "https://127.0.0.1:%d/".formatted(RECEIVER.port());
    var settings = settings(List.of("127.0.0.0/8"), Duration.ofSeconds(1));
    assertThat(send(settings, url, null).failure())
        .isIn(Failure.TLS, Failure.CONNECTION, Failure.TIMEOUT);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "120, PT2M",
    "'Thu, 01 Jan 1970 00:00:30 GMT', PT30S",
    "soon,",
    "-5,",
    "99999999999,"
  })
  void the_header_retry_after_has_seconds_or_a_date(String header, @Nullable Duration delay) {
    assertThat(WebhookClient.retryAfter(header, Instant.EPOCH)).isEqualTo(delay);
  }
}
