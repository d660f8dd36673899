package io.proofline.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Against a real server, over sockets. */
class HttpServerLimitsTest {

  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String REQUEST = "GET /now HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String HALF_A_BODY =
      "POST /now HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n{\"eve";
  private static final String LARGE = "GET /large HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  private static final int PIECES = 4000;
  private static final byte[] PIECE = new byte[16_384];

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HttpClient http = HttpClient.newHttpClient();
  private DisposableServer server;

  @AfterEach
  void stop() {
    http.shutdownNow();
    server.disposeNow();
  }

  @Test
  void hundreds_of_half_headers_are_closed_while_others_are_served() throws Exception {
    start(SHORT, LONG, LONG, LONG, 0);

    try (var slow = SlowConnections.open(server.port(), 300, SlowConnections.HALF_A_HEADER)) {
      assertThat(get("/now")).isEqualTo("done");
      assertThat(slow.countClosedByServer()).isEqualTo(300);
    }
    assertThat(closed("header_timeout")).isEqualTo(300);
    assertThat(get("/now")).isEqualTo("done");
  }

  @Test
  void a_connection_that_sends_nothing_is_closed() throws Exception {
    start(SHORT, LONG, LONG, LONG, 0);

    try (var slow = SlowConnections.open(server.port(), 1, "")) {
      assertThat(slow.countClosedByServer()).isEqualTo(1);
    }
  }

  @Test
  void half_a_body_is_closed() throws Exception {
    start(LONG, SHORT, LONG, LONG, 0);

    try (var slow = SlowConnections.open(server.port(), 50, HALF_A_BODY)) {
      assertThat(slow.countClosedByServer()).isEqualTo(50);
    }
    assertThat(closed("request_timeout")).isEqualTo(50);
  }

  @Test
  void half_a_body_is_closed_that_the_server_answered_already() throws Exception {
    start(LONG, SHORT, LONG, LONG, 0);
    var refused = HALF_A_BODY.replace("/now", "/refused");

    try (var slow = SlowConnections.open(server.port(), 1, refused)) {
      assertThat(slow.countClosedByServer()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SlowConnections.HALF_A_HEADER, HALF_A_BODY, REQUEST})
  void single_bytes_do_not_extend_the_time(String beginning) throws Exception {
    start(SHORT, SHORT, SHORT, LONG, 0);

    try (var socket = connect()) {
      send(socket, beginning);
      await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> refuses(socket));
    }
  }

  @Test
  void a_kept_connection_without_a_further_request_is_closed() throws Exception {
    start(LONG, LONG, SHORT, LONG, 0);

    try (var slow = SlowConnections.open(server.port(), 50, REQUEST)) {
      assertThat(slow.countClosedByServer()).isEqualTo(50);
    }
    assertThat(closed("idle_timeout")).isEqualTo(50);
  }

  @Test
  void the_next_request_on_a_kept_connection_is_served() throws Exception {
    start(SHORT, SHORT, LONG, LONG, 0);

    try (var socket = connect()) {
      for (int i = 0; i < 3; i++) {
        send(socket, REQUEST);
        assertThat(nextAnswer(socket)).contains("200 OK").endsWith("done");
      }
      send(socket, REQUEST + REQUEST);
      assertThat(nextAnswer(socket)).endsWith("done");
      assertThat(nextAnswer(socket)).endsWith("done");
    }
    assertThat(IntStream.range(0, CloseReason.values().length).mapToDouble(this::closed).sum())
        .isZero();
  }

  @Test
  void the_time_that_the_server_takes_is_not_limited() throws Exception {
    start(SHORT, SHORT, SHORT, SHORT, 0);

    assertThat(get("/late")).isEqualTo("late");
  }

  @Test
  void a_client_that_receives_nothing_is_closed() throws Exception {
    start(LONG, LONG, LONG, SHORT, 0);

    try (var socket = connect()) {
      send(socket, LARGE);
      await().atMost(PATIENCE).until(() -> closed("write_timeout") == 1);
    }
  }

  @Test
  void a_client_that_receives_slowly_gets_all() throws Exception {
    start(LONG, LONG, LONG, Duration.ofSeconds(1), 0);

    try (var socket = connect()) {
      send(socket, LARGE);
      var answer = socket.getInputStream();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> answer.readNBytes(2 << 20).length < 2 << 20);
    }
    assertThat(closed("write_timeout")).isZero();
  }

  @Test
  void an_address_has_a_limited_number_of_connections() throws Exception {
    start(LONG, LONG, LONG, LONG, 3);

    try (var one = connect();
        var two = connect();
        var three = connect()) {
      for (var admitted : List.of(one, two, three)) {
        send(admitted, REQUEST);
        assertThat(nextAnswer(admitted)).endsWith("done");
      }
      try (var more = SlowConnections.open(server.port(), 2, "")) {
        assertThat(more.countClosedByServer()).isEqualTo(2);
      }
      assertThat(closed("too_many_connections")).isEqualTo(2);
      three.shutdownOutput();
      await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/now").equals("done"));
      send(one, REQUEST);
      assertThat(nextAnswer(one)).endsWith("done");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,          192.0.2.1,           true",
    "192.0.2.1,          192.0.2.2,           false",
    "2001:db8:1:2::1,    2001:db8:1:2:9::7,   true",
    "2001:db8:1:2::1,    2001:db8:1:3::1,     false"
  })
  void an_ipv6_network_counts_as_one_address(String one, String other, boolean same)
      throws Exception {
    start(LONG, LONG, LONG, LONG, 0);

    assertThat(key(one).equals(key(other))).isEqualTo(same);
  }

  private static String key(String address) throws IOException {
    return ClientAddress.key(new InetSocketAddress(InetAddress.getByName(address), 1));
  }

  private void start(Duration header, Duration body, Duration idle, Duration write, int most) {
    var settings = new HttpServerSettings(header, body, idle, write, most);
    server =
        new HttpServerLimits(settings, meters)
            .apply(HttpServer.create().host("127.0.0.1").port(0))
            .route(routes ->
                routes
                    .get("/now", (_, response) -> response.sendString(Mono.just("done")))
                    .post(
                        "/now",
                        (request, response) ->
                            response.sendString(
                                request.receive().asByteArray().then(Mono.just("done"))))
                    .post("/refused", (_, response) -> response.status(413).send())
                    .get(
                        "/late",
                        (_, response) ->
                            response.sendString(Mono.delay(SHORT.multipliedBy(3)).map(_ -> "late")))
                    .get(
                        "/large",
                        (_, response) ->
                            response.sendByteArray(Flux.range(0, PIECES).map(_ -> PIECE))))
            .bindNow();
  }

  private String get(String path) throws IOException, InterruptedException {
    var address = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** Sends one more byte; true when the server has closed the connection. */
  private static boolean refuses(Socket socket) {
    try {
      send(socket, "x");
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private static String nextAnswer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    var answer = new StringBuilder();
    while (!answer.toString().endsWith("done") && !answer.toString().endsWith("\r\n0\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The server closed the connection after: " + answer);
      }
      answer.append((char) next);
    }
    return answer.toString().replace("\r\n0\r\n\r\n", "");
  }

  private double closed(int reason) {
    return closed(CloseReason.values()[reason].label());
  }

  private double closed(String reason) {
    return meters.get("proofline.http.closed").tag("reason", reason).counter().count();
  }
}
