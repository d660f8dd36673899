package io.proofline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.ZiflowSignal;
import io.proofline.schemas.avro.ZiflowSignalKind;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayIT {

  private static final byte[] EVENTS =
      """
      {"events":[
        {"event_id":"e1","event_type":"proof","proof_event":{"proof_id":"p001","action":"created"}},
        {"event_id":"e2","event_type":"proof","proof_event":{"proof_id":"p002","action":"dreamt"},"new":{}}]}
      """
          .getBytes(UTF_8);

  private static KafkaConnection kafka;
  private static HttpSchemaRegistry registry;
  private static Topics topics;
  private static Gateway gateway;
  private static HookSender hookSender;

  @BeforeAll
  static void start() {
    kafka = KafkaForTests.connection("gateway-it.");
    registry = kafka.openRegistry();
    topics = kafka.topics(registry);
    gateway = new Gateway(kafka, "body-timeout=1s");
    hookSender = gateway.sender();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> health().contains("\"signals\":{\"status\":\"UP\"}"));
  }

  @AfterAll
  static void stop() {
    hookSender.close();
    gateway.close();
    registry.close();
  }

  @Test
  void a_ziflow_delivery_is_stored_byte_by_byte_before_the_response() {
    var before = Instant.now();

    assertThat(hookSender.ziflow(EVENTS).statusCode()).isEqualTo(200);

    var record = ziflowSignals(EVENTS).getLast();
    assertThat(record.key()).isEqualTo("p001");
    var signal = record.value();
    assertThat(signal.getKind()).isEqualTo(ZiflowSignalKind.DELIVERY);
    assertThat(signal.getEnvelope().getAccount()).isEqualTo("acme");
    assertThat(signal.getEnvelope().getSource()).isEqualTo("ziflow");
    assertThat(signal.getEnvelope().getReceivedAt())
        .isEqualTo(Instant.ofEpochMilli(record.timestamp()))
        .isBetween(before.minusMillis(1), Instant.now());
    assertThat(signal.getDelivery().getHeaders())
        .containsEntry("content-type", "application/json")
        .containsEntry("x-ziflow-version", "2")
        .doesNotContainKeys("x-ziflow-signature", "cookie");
  }

  @Test
  void equal_deliveries_are_stored_twice_with_one_event_id() {
    var body = "{\"events\":[{\"event_id\":\"twice\"}]}".getBytes(UTF_8);

    hookSender.ziflow(body);
    hookSender.ziflow(body);

    var kept = ziflowSignals(body);
    assertThat(kept).hasSize(2);
    assertThat(kept.getFirst().value().getEnvelope().getEventId())
        .isEqualTo(kept.getLast().value().getEnvelope().getEventId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no JSON", "{\"events\":[{\"proof_event\":{\"proof_id\":7}}]}", "\0\1\2"})
  void an_unreadable_body_is_stored_under_the_source_s_name(String text) {
    var body = text.getBytes(UTF_8);

    assertThat(hookSender.ziflow(body).statusCode()).isEqualTo(200);

    assertThat(ziflowSignals(body)).extracting(ConsumerRecord::key).containsExactly("ziflow");
  }

  @Test
  void a_body_of_the_maximum_length_is_stored() {
    var body = "{\"text\":\"%s\"}".formatted("ä".repeat((1 << 19) - 6)).getBytes(UTF_8);

    assertThat(body).hasSizeBetween((1 << 20) - 16, 1 << 20);
    assertThat(hookSender.ziflow(body).statusCode()).isEqualTo(200);
    assertThat(ziflowSignals(body)).hasSize(1);
  }

  @Test
  void a_record_above_the_broker_s_limit_is_too_large() {
    var body = new byte[1 << 20];
    new Random(1).nextBytes(body);

    assertThat(hookSender.ziflow(body).statusCode()).isEqualTo(413);
  }

  @Test
  void a_library_delivery_is_stored_on_its_topic() {
    var body = "{\"asset\": \"I0000abc\", \"select\": true}".getBytes(UTF_8);

    assertThat(hookSender.library("msg_1", Instant.now(), body).statusCode()).isEqualTo(200);

    var record = librarySignals("msg_1").getFirst();
    assertThat(record.key()).isEqualTo("I0000abc");
    assertThat(record.value().getSnapshot()).isNull();
    assertThat(record.value().getDelivery().getBody()).isEqualTo(ByteBuffer.wrap(body));
    assertThat(record.value().getDelivery().getHeaders()).doesNotContainKey("webhook-signature");
  }

  @Test
  void an_unsigned_delivery_is_refused_and_not_stored() {
    var body = "{\"events\":[{\"event_id\":\"forged\"}]}".getBytes(UTF_8);
    var bytes = BodyPublishers.ofByteArray(body);
    var wrong = HookSender.ziflowSignature("{}".getBytes(UTF_8));

    assertThat(hookSender.send(hookSender.to("/hooks/ziflow", bytes)).statusCode()).isEqualTo(401);
    assertThat(
            hookSender
                .send(hookSender.to("/hooks/ziflow", bytes).header("x-ziflow-signature", wrong))
                .statusCode())
        .isEqualTo(401);
    assertThat(hookSender.send(hookSender.to("/hooks/library", bytes)).statusCode()).isEqualTo(401);
    assertThat(ziflowSignals(body)).isEmpty();
  }

  @Test
  void a_delivery_signed_an_hour_ago_is_refused_and_not_stored() {
    var hourAgo = Instant.now().minus(Duration.ofHours(1));

    assertThat(hookSender.library("msg_old", hourAgo, EVENTS).statusCode()).isEqualTo(401);
    assertThat(librarySignals("msg_old")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/hooks", "/hooks/ziflow/", "/hooks/other", "/actuator/health"})
  void another_path_is_not_found(String path) {
    assertThat(hookSender.send(hookSender.to(path, BodyPublishers.noBody())).statusCode())
        .isEqualTo(404);
  }

  @Test
  void another_method_is_not_allowed() {
    var answer = hookSender.send(hookSender.to("/hooks/ziflow", BodyPublishers.noBody()).GET());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("POST");
  }

  @Test
  void a_content_length_above_the_limit_is_refused_before_the_body_is_read() {
    var head = "POST /hooks/ziflow HTTP/1.1\r\nHost: h\r\nContent-Length: 1048577\r\n\r\n";

    assertThat(hookSender.raw(head, 5000)).isEqualTo("HTTP/1.1 413");
  }

  @Test
  void a_body_in_chunks_that_is_too_long_is_refused() {
    var chunk = "10000\r\n%s\r\n".formatted("x".repeat(0x10000));
    var request =
        "POST /hooks/ziflow HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk.repeat(17);

    assertThat(hookSender.raw(request, 5000)).isEqualTo("HTTP/1.1 413");
  }

  @Test
  void a_body_that_stalls_is_refused() {
    var request = "POST /hooks/ziflow HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{\"eve";

    assertThat(hookSender.raw(request, 5000)).isEqualTo("HTTP/1.1 408");
  }

  @Test
  void a_chunked_body_within_the_limit_is_accepted() {
    var body = "{\"events\":[{\"event_id\":\"in chunks\"}]}".getBytes(UTF_8);
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    var signature = HookSender.ziflowSignature(body);

    assertThat(
            hookSender
                .send(
                    hookSender.to("/hooks/ziflow", chunked).header("x-ziflow-signature", signature))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void health_names_the_scheme_and_metrics_include_the_producer_s() {
    hookSender.ziflow("{}".getBytes(UTF_8));
    hookSender.library("msg_2", Instant.now(), EVENTS);

    assertThat(health()).contains("\"signature\":\"sha256\"");
    assertThat(management("/actuator/prometheus"))
        .contains("proofline_gateway_received_total{source=\"ziflow\"}")
        .contains("proofline_gateway_published_seconds_count{source=\"library\"}")
        .contains("kafka_producer_");
  }

  private static List<ConsumerRecord<String, ZiflowSignal>> ziflowSignals(byte[] body) {
    return TopicReader.all(kafka, topics.ziflowSignals()).stream()
        .filter(r -> r.value().getDelivery().getBody().equals(ByteBuffer.wrap(body)))
        .toList();
  }

  private static List<ConsumerRecord<String, LibrarySignal>> librarySignals(String id) {
    return TopicReader.all(kafka, topics.librarySignals()).stream()
        .filter(r -> r.value().getEnvelope().getEventId().equals(id))
        .toList();
  }

  private static String health() {
    return management("/actuator/health");
  }

  private static String management(String path) {
    try (var management = gateway.management()) {
      return management.send(management.to(path, BodyPublishers.noBody()).GET()).body();
    }
  }
}
