package io.proofline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.http.SlowConnections;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gateway's real servers, with short time-outs. */
class SlowSendersIT {

  private static final byte[] EVENTS = "{\"events\":[]}".getBytes(UTF_8);
  private static final String HALF_A_BODY =
      "POST /hooks/ziflow HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n{\"eve";

  private static Gateway gateway;
  private static HookSender honest;

  @BeforeAll
  static void start() {
    gateway =
        new Gateway(
            KafkaForTests.connection("slow-senders-it."),
            "body-timeout=1s",
            "http.header-timeout=2s",
            "http.idle-timeout=2s");
    honest = gateway.sender();
    await().atMost(Duration.ofSeconds(30)).until(() -> honest.ziflow(EVENTS).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    honest.close();
    gateway.close();
  }

  @Test
  void hundreds_of_half_headers_are_closed_while_deliveries_are_stored() throws Exception {
    int port = gateway.publicPort();
    try (var slow = SlowConnections.open(port, 300, SlowConnections.HALF_A_HEADER)) {
      assertThat(honest.ziflow(EVENTS).statusCode()).isEqualTo(200);
      assertThat(slow.countClosedByServer()).isEqualTo(300);
    }
    try (var management = gateway.management()) {
      var metrics = management.to("/actuator/prometheus", BodyPublishers.noBody()).GET();
      assertThat(management.send(metrics).body())
          .contains("proofline_http_closed_total{reason=\"header_timeout\"}");
    }
  }

  @Test
  void hundreds_of_half_bodies_are_closed_while_deliveries_are_stored() throws Exception {
    try (var slow = SlowConnections.open(gateway.publicPort(), 300, HALF_A_BODY)) {
      assertThat(honest.ziflow(EVENTS).statusCode()).isEqualTo(200);
      assertThat(slow.countClosedByServer()).isEqualTo(300);
    }
  }

  @Test
  void a_connection_without_a_further_request_is_closed() throws Exception {
    var request = "GET /hooks/ziflow HTTP/1.1\r\nHost: h\r\n\r\n";
    try (var slow = SlowConnections.open(gateway.publicPort(), 50, request)) {
      assertThat(slow.countClosedByServer()).isEqualTo(50);
    }
  }

  @Test
  void the_management_port_has_the_same_limits() throws Exception {
    int port = gateway.managementPort();
    try (var slow = SlowConnections.open(port, 50, SlowConnections.HALF_A_HEADER)) {
      assertThat(slow.countClosedByServer()).isEqualTo(50);
    }
  }

  @Test
  void one_address_can_not_take_all_connections() throws Exception {
    var settings = new String[] {"http.connections-per-address=20", "http.header-timeout=1h"};
    try (var limited = new Gateway(KafkaForTests.connection("many-senders-it."), settings);
        var sender = limited.sender()) {
      await().atMost(Duration.ofSeconds(30)).until(() -> sender.ziflow(EVENTS).statusCode() == 200);
      try (var _ = SlowConnections.open(limited.publicPort(), 60, "")) {
        // the honest sender has one of the twenty; those that were admitted stay until the end
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(refused(limited)).isEqualTo(41));
        assertThat(sender.ziflow(EVENTS).statusCode()).isEqualTo(200);
      }
    }
  }

  private static int refused(Gateway limited) {
    try (var management = limited.management()) {
      var metrics = management.to("/actuator/prometheus", BodyPublishers.noBody()).GET();
      var name = "proofline_http_closed_total{reason=\"too_many_connections\"} ";
      return management
          .send(metrics)
          .body()
          .lines()
          .filter(line -> line.startsWith(name))
          .mapToInt(line -> (int) Double.parseDouble(line.substring(name.length())))
          .sum();
    }
  }
}
