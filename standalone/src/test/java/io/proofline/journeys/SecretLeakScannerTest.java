package io.proofline.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretLeakScannerTest {

  private static final String TOKEN = "d00r-t0ken-of-a-run";
  private static final String KEY = "hook-key-of-a-run";

  private final SecretLeakScanner secretLeakScanner =
      new SecretLeakScanner(Map.of("the processor's token", TOKEN, "the webhook key", KEY));

  @AfterEach
  void no_finding_repeats_a_secret() {
    assertThat(secretLeakScanner.found())
        .noneMatch(found -> found.contains(TOKEN) || found.contains(KEY));
  }

  @Test
  void a_secret_in_the_log_is_named() {
    secretLeakScanner.scan(
        "the log", bytes("10:00 INFO started\n10:01 WARN refused Bearer %s\n", TOKEN));
    assertThat(secretLeakScanner.found()).containsExactly("the processor's token in the log");
  }

  @Test
  void a_secret_in_key_value_or_header_is_named_with_its_topic() {
    secretLeakScanner.scan(
        record("signals.ziflow", "p1", "a body", "x-sent-with", "key=%s".formatted(KEY)));
    secretLeakScanner.scan(record("facts", TOKEN, "a fact", "id", "e1"));
    secretLeakScanner.scan(
        record("commands.dead", "c1", "\0\0\1answered %s".formatted(TOKEN), "id", "e2"));
    assertThat(secretLeakScanner.found())
        .containsExactly(
            "the processor's token in a key of facts",
            "the processor's token in a value of commands.dead",
            "the webhook key in a header of signals.ziflow");
  }

  @Test
  void a_secret_in_a_response_is_named_with_the_request() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("X-Wanted", TOKEN);
          exchange.sendResponseHeaders(401, 0);
          exchange.getResponseBody().write(bytes("not %s", KEY));
          exchange.close();
        });
    server.start();
    try {
      var address = "http://127.0.0.1:%d/stuck".formatted(server.getAddress().getPort());
      var status = secretLeakScanner.scanAnswer(HttpRequest.newBuilder(URI.create(address)));
      assertThat(status).isEqualTo(401);
    } finally {
      server.stop(0);
    }
    assertThat(secretLeakScanner.found())
        .containsExactly(
            "the processor's token in the answer of GET /stuck",
            "the webhook key in the answer of GET /stuck");
  }

  @Test
  void without_a_secret_nothing_is_found() {
    secretLeakScanner.scan("the log", bytes("the processor's token is missing\n"));
    secretLeakScanner.scan(record("facts", "I1", "a fact", "id", "e1"));
    secretLeakScanner.scan(new ConsumerRecord<>("reviews", 0, 0, null, null));
    assertThat(secretLeakScanner.found()).isEmpty();
  }

  @Test
  void a_secret_that_may_occur_by_chance_is_rejected() {
    assertThatThrownBy(() -> new SecretLeakScanner(Map.of("a password", "secret")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a password is too short to be searched for");
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, String key, String value, String header, String text) {
    var record = new ConsumerRecord<>(topic, 0, 0, bytes(key), bytes(value));
    record.headers().add(header, bytes(text));
    return record;
  }

  private static byte[] bytes(String text, Object... filled) {
    return text.formatted(filled).getBytes(UTF_8);
  }
}
