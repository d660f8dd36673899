package io.proofline.processor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class LocalAddressFilterTest {

  private static final String REVIEW = "/actuator/review/I1";

  static Stream<Arguments> calls() {
    return Stream.of(
        call("from this machine", REVIEW, "127.0.0.1", null, true),
        call("from this machine by IPv6", REVIEW, "::1", null, true),
        call("from another machine", REVIEW, "192.0.2.1", null, false),
        call("from another machine by IPv6", REVIEW, "2001:db8::1", null, false),
        call("from an unknown address", REVIEW, null, null, false),
        call("the list, from another machine", "/actuator/review", "192.0.2.1", null, false),
        call("through a proxy here", REVIEW, "127.0.0.1", "X-Forwarded-For", false),
        call("through a proxy of the standard", REVIEW, "127.0.0.1", "Forwarded", false),
        call("through a proxy like nginx", REVIEW, "127.0.0.1", "X-Real-IP", false),
        call("health, from another machine", "/actuator/health", "192.0.2.1", null, true));
  }

  private static Arguments call(
      String name, String path, @Nullable String from, @Nullable String header, boolean passes) {
    return Arguments.of(name, path, from, header, passes);
  }

  @ParameterizedTest(name = "{0}: {4}")
  @MethodSource("calls")
  void a_review_is_shown_to_this_machine_alone(
      String name, String path, @Nullable String from, @Nullable String header, boolean passes)
      throws UnknownHostException {
    var request = MockServerHttpRequest.get(path);
    if (from != null) {
      request.remoteAddress(new InetSocketAddress(InetAddress.getByName(from), 40_000));
    }
    if (header != null) {
      request.header(header, "192.0.2.7");
    }
    var exchange = MockServerWebExchange.from(request);
    new LocalAddressFilter()
        .filter(
            exchange,
            passed -> {
              passed.getResponse().setStatusCode(HttpStatus.OK);
              return Mono.empty();
            })
        .block();

    assertThat(exchange.getResponse().getStatusCode())
        .as(name)
        .isEqualTo(passes ? HttpStatus.OK : HttpStatus.FORBIDDEN);
  }
}
