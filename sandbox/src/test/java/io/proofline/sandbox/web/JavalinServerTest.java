package io.proofline.sandbox.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavalinServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String REQUEST = "GET /now HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String HALF_A_HEADER = "POST /now HTTP/1.1\r\nHost: h\r\nX-Half: ";
  private static final String HALF_A_BODY =
      "POST /now HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n{";

  private final HttpClient http = HttpClient.newHttpClient();
  private final JavalinServer server =
      JavalinServer.open(
          "127.0.0.1",
          0,
          Duration.ofSeconds(1),
          config -> {
            config.routes.get("/now", call -> call.result("done"));
            config.routes.post("/now", call -> call.result("read " + call.bodyAsBytes().length));
          });

  @AfterEach
  void stop() {
    http.shutdownNow();
    server.close();
  }

  @Test
  void hundreds_of_half_headers_are_closed_while_others_are_served() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sockets.add(open(HALF_A_HEADER));
    }

    var request = HttpRequest.newBuilder(server.address().resolve("/now")).build();
    assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("done");
    for (var socket : sockets) {
      try (socket) {
        assertThat(isClosedByServer(socket)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HALF_A_HEADER, REQUEST + HALF_A_HEADER, HALF_A_BODY})
  void single_bytes_do_not_extend_the_time(String beginning) throws Exception {
    try (var socket = open(beginning)) {
      await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> refuses(socket));
    }
  }

  @Test
  void a_kept_connection_serves_requests_between_the_checks() throws Exception {
    try (var socket = open(REQUEST)) {
      var in = socket.getInputStream();
      var served = new StringBuilder();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(300))
          .until(() -> {
            served.append(new String(in.readNBytes(in.available()), US_ASCII));
            send(socket, REQUEST);
            return served.toString().split("done", -1).length > 10;
          });
    }
  }

  private Socket open(String beginning) throws IOException {
    var address = server.address();
    var socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    send(socket, beginning);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static boolean isClosedByServer(Socket socket) throws IOException {
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    return true;
  }

  private static boolean refuses(Socket socket) {
    try {
      send(socket, "x");
      return false;
    } catch (IOException _) {
      return true;
    }
  }
}
