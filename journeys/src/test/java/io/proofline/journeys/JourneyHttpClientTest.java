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

  private final List<String> methods = new ArrayList<>();
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
  void a_503_with_retry_after_is_retried() {
    assertThat(journeyHttpClient.exchange(to("/later").GET()).path("here").asBoolean()).isTrue();
    assertThat(methods).containsExactly("GET", "GET");
  }

  @Test
  void a_503_without_retry_after_is_not_retried() {
    assertThatThrownBy(() -> journeyHttpClient.exchange(to("/down").GET()))
        .hasMessageContaining("answered 503");
    assertThat(methods).containsExactly("GET");
  }

  @Test
  void a_post_is_not_retried() {
    var wish = to("/later").POST(JourneyHttpClient.json(Map.of("kind", "select")));
    assertThatThrownBy(() -> journeyHttpClient.exchange(wish)).hasMessageContaining("answered 503");
    assertThat(methods).containsExactly("POST");
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path)));
  }

  /** Answers 503 to the first request. */
  private void answer(HttpExchange exchange, boolean withRetryAfter) throws IOException {
    methods.add(exchange.getRequestMethod());
    if (withRetryAfter) {
      exchange.getResponseHeaders().add("Retry-After", "1");
    }
    var body = "{\"here\": true}".getBytes();
    exchange.sendResponseHeaders(methods.size() == 1 ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
