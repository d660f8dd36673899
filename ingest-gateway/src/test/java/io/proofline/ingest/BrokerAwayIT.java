package io.proofline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.EmbeddedBroker;
import io.proofline.embedded.EmbeddedRegistry;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TopicCreator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAwayIT {

  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(4);
  private static final byte[] BODY = "{\"events\":[{\"event_id\":\"e1\"}]}".getBytes(UTF_8);

  private final int port = freePort();
  private final int controller = freePort();
  private final int registryPort = freePort();
  private final AtomicInteger ids = new AtomicInteger();

  @TempDir Path data;

  @Test
  void senders_are_asked_to_retry_during_an_outage_and_served_again_without_a_restart() {
    var kafka =
        new KafkaConnection(
            "127.0.0.1:" + port,
            List.of(URI.create("http://127.0.0.1:" + registryPort)),
            "away.",
            2,
            Map.of());
    try (var gateway = new Gateway(kafka);
        var hookSender = gateway.sender()) {
      refused(hookSender);
      assertThat(health(gateway)).contains("\"status\":\"DOWN\"", "schema registry");

      try (var broker = EmbeddedBroker.start(data, port, controller);
          var registry = EmbeddedRegistry.start(broker.bootstrap(), registryPort);
          var schemas = new HttpSchemaRegistry(registry.address())) {
        TopicCreator.create(kafka.topics(schemas), kafka.clientSettings("topics"), (short) 1);
        served(hookSender);
        assertThat(health(gateway)).contains("\"signals\":{\"status\":\"UP\"}");
      }

      refused(hookSender);
      refused(hookSender);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(health(gateway)).contains("\"status\":\"DOWN\""));

      try (var _ = EmbeddedBroker.start(data, port, controller)) {
        served(hookSender);
        try (var registry = EmbeddedRegistry.start(kafka.bootstrap(), registryPort);
            var schemas = new HttpSchemaRegistry(registry.address())) {
          assertThat(TopicReader.all(kafka, kafka.topics(schemas).ziflowSignals()))
              .hasSizeGreaterThanOrEqualTo(2)
              .allSatisfy(signal ->
                  assertThat(signal.value().getDelivery().getBody())
                      .isEqualTo(ByteBuffer.wrap(BODY)));
        }
      }
    }
  }

  private void refused(HookSender hookSender) {
    var ziflow = inTime(() -> hookSender.ziflow(BODY));
    assertThat(ziflow.statusCode()).isEqualTo(404);

    var library = inTime(() -> library(hookSender));
    assertThat(library.statusCode()).isEqualTo(503);
    assertThat(library.headers().firstValue("retry-after")).contains("5");
  }

  private void served(HookSender hookSender) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(hookSender.ziflow(BODY).statusCode()).isEqualTo(200));
    assertThat(library(hookSender).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> library(HookSender hookSender) {
    return hookSender.library("msg_" + ids.incrementAndGet(), Instant.now(), BODY);
  }

  private static HttpResponse<String> inTime(Supplier<HttpResponse<String>> call) {
    var began = Instant.now();
    var answer = call.get();
    assertThat(Duration.between(began, Instant.now())).isLessThan(RESPONSE_TIMEOUT);
    return answer;
  }

  private static String health(Gateway gateway) {
    try (var management = gateway.management()) {
      var path = management.to("/actuator/health", BodyPublishers.noBody());
      return management.send(path.GET()).body();
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
