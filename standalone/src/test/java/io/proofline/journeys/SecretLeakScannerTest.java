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
      new SecretLeakScanner(Map.of("the door token", TOKEN, "the webhook key", KEY));

  @AfterEach
  void no_finding_repeats_a_secret() {
    assertThat(secretLeakScanner.found())
        .noneMatch(found -> found.contains(TOKEN) || found.contains(KEY));
  }

  @Test
  void one_in_a_line_of_the_log_is_named() {
    secretLeakScanner.scan(
        "the log", bytes("10:00 INFO started\n10:01 WARN refused Bearer %s\n", TOKEN));
    assertThat(secretLeakScanner.found()).containsExactly("the door token in the log");
  }

  @Test
  void one_in_a_record_is_named_with_its_topic_wherever_it_stands() {
    secretLeakScanner.scan(
        record("signals.ziflow", "p1", "a body", "x-sent-with", "key=%s".formatted(KEY)));
    secretLeakScanner.scan(record("facts", TOKEN, "a fact", "id", "e1"));
    secretLeakScanner.scan(
        record("commands.dead", "c1", "\0\0\1answered %s".formatted(TOKEN), "id", "e2"));
    assertThat(secretLeakScanner.found())
        .containsExactly(
            "the door token in a key of facts",
            "the door token in a value of commands.dead",
            "the webhook key in a header of signals.ziflow");
  }

  @Test
  void one_in_an_answer_is_named_with_what_was_asked() throws Exception {
    var door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("X-Wanted", TOKEN);
          exchange.sendResponseHeaders(401, 0);
          exchange.getResponseBody().write(bytes("not %s", KEY));
          exchange.close();
        });
    door.start();
    try {
      var address = "http://127.0.0.1:%d/stuck".formatted(door.getAddress().getPort());
      var status = secretLeakScanner.scanAnswer(HttpRequest.newBuilder(URI.create(address)));
      assertThat(status).isEqualTo(401);
    } finally {
      door.stop(0);
    }
    assertThat(secretLeakScanner.found())
        .containsExactly(
            "the door token in the answer of GET /stuck",
            "the webhook key in the answer of GET /stuck");
  }

  @Test
  void where_there_is_none_nothing_is_found() {
    secretLeakScanner.scan("the log", bytes("the door token is asked for\n"));
    secretLeakScanner.scan(record("facts", "I1", "a fact", "id", "e1"));
    secretLeakScanner.scan(new ConsumerRecord<>("reviews", 0, 0, null, null));
    assertThat(secretLeakScanner.found()).isEmpty();
  }

  @Test
  void what_may_stand_anywhere_by_chance_is_not_looked_for() {
    assertThatThrownBy(() -> new SecretLeakScanner(Map.of("a password", "secret")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a password is too short to be looked for");
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
