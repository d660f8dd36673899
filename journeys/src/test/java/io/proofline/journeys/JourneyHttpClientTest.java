package io.proofline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JourneyHttpClientTest {

  private final List<String> asked = new ArrayList<>();
  private final JourneyHttpClient journeyHttpClient = new JourneyHttpClient();
  private HttpServer server;

  @BeforeEach
  void opens() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/later", exchange -> answer(exchange, true));
    server.createContext("/down", exchange -> answer(exchange, false));
    server.start();
  }

  @AfterEach
  void closes() {
    journeyHttpClient.close();
    server.stop(0);
  }

  @Test
  void who_says_when_it_can_answer_is_asked_again() {
    assertThat(journeyHttpClient.exchange(to("/later").GET()).path("here").asBoolean()).isTrue();
    assertThat(asked).containsExactly("GET", "GET");
  }

  @Test
  void who_does_not_say_is_not() {
    assertThatThrownBy(() -> journeyHttpClient.exchange(to("/down").GET()))
        .hasMessageContaining("answered 503");
    assertThat(asked).containsExactly("GET");
  }

  @Test
  void nothing_is_asked_for_twice() {
    var wish = to("/later").POST(JourneyHttpClient.json(Map.of("kind", "select")));
    assertThatThrownBy(() -> journeyHttpClient.exchange(wish)).hasMessageContaining("answered 503");
    assertThat(asked).containsExactly("POST");
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path)));
  }

  /** Not at the first time. */
  private void answer(HttpExchange exchange, boolean saysWhen) throws IOException {
    asked.add(exchange.getRequestMethod());
    if (saysWhen) {
      exchange.getResponseHeaders().add("Retry-After", "1");
    }
    var body = "{\"here\": true}".getBytes();
    exchange.sendResponseHeaders(asked.size() == 1 ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
