package io.proofline.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.RegistryRefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedRegistryIT {

  private static final String ONE_FIELD =
      """
      {"type":"record","name":"Photo","fields":[{"name":"id","type":"string"}]}\
      """;
  private static final String WITH_DEFAULT =
      """
      {"type":"record","name":"Photo","fields":[{"name":"id","type":"string"},\
      {"name":"width","type":"int","default":0}]}\
      """;
  private static final String WITHOUT_DEFAULT =
      """
      {"type":"record","name":"Photo","fields":[{"name":"id","type":"string"},\
      {"name":"width","type":"int"}]}\
      """;

  private static final URI REGISTRY = KafkaForTests.connection("registry.").registry().getFirst();

  private final CachedSchemaRegistryClient confluent =
      new CachedSchemaRegistryClient(REGISTRY.toString(), 100);

  /** The build sets two seconds for a request. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /subjects/x HTTP/1.1\r\nHost: h\r\nX-Half: ",
        "POST /subjects/x HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n{"
      })
  void half_a_request_is_disconnected(String half, @TempDir Path data) throws Exception {
    try (var broker = RestartFixture.broker(data);
        var registry = EmbeddedRegistry.start(broker.bootstrap(), 0)) {
      var sockets = new ArrayList<Socket>();
      for (int i = 0; i < 100; i++) {
        var socket = new Socket("127.0.0.1", registry.address().getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(half.getBytes(US_ASCII));
        sockets.add(socket);
      }
      try (var client = new HttpSchemaRegistry(registry.address())) {
        assertThat(client.register("honest-value", parse(ONE_FIELD))).isPositive();
      }
      for (var socket : sockets) {
        try (socket) {
          assertThat(socket.getInputStream().read()).as("the end of the connection").isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void schemas_survive_a_restart_of_broker_and_registry(@TempDir Path data) {
    int id;
    try (var broker = RestartFixture.broker(data);
        var registry = EmbeddedRegistry.start(broker.bootstrap(), 0);
        var client = new HttpSchemaRegistry(registry.address())) {
      client.register("first-value", parse(ONE_FIELD));
      id = client.register("photos-value", parse(WITH_DEFAULT));
    }
    try (var broker = RestartFixture.broker(data);
        var registry = EmbeddedRegistry.start(broker.bootstrap(), 0);
        var client = new HttpSchemaRegistry(registry.address())) {
      assertThat(client.byId(id)).isEqualTo(parse(WITH_DEFAULT));
      assertThat(client.idOf("photos-value", parse(WITH_DEFAULT))).isEqualTo(id);
      assertThat(client.register("third-value", parse(WITHOUT_DEFAULT))).isEqualTo(id + 1);
    }
  }

  @Test
  void records_that_are_no_schemas_do_not_prevent_the_start(@TempDir Path data) throws Exception {
    try (var broker = RestartFixture.broker(data)) {
      int id;
      try (var registry = EmbeddedRegistry.start(broker.bootstrap(), 0);
          var client = new HttpSchemaRegistry(registry.address())) {
        id = client.register("photos-value", parse(ONE_FIELD));
      }
      sendToLog(broker, "no JSON", "{}");
      sendToLog(broker, "{\"keytype\":\"SCHEMA\",\"subject\":\"a\"}", "no JSON");
      sendToLog(broker, "{\"keytype\":\"SCHEMA\",\"subject\":\"b\"}", "{\"schema\":7}");
      sendToLog(
          broker,
          "{\"keytype\":\"SCHEMA\",\"subject\":\"c\"}",
          "{\"subject\":\"c\",\"version\":1,\"id\":77,\"schema\":\"no schema\"}");
      sendToLog(broker, "{\"keytype\":\"CONFIG\"}", "{\"compatibilityLevel\":\"NONE\"}");
      sendToLog(broker, "{\"keytype\":\"NOOP\"}", "");

      try (var registry = EmbeddedRegistry.start(broker.bootstrap(), 0);
          var client = new HttpSchemaRegistry(registry.address())) {
        assertThat(client.byId(id)).isEqualTo(parse(ONE_FIELD));
        assertThat(client.register("others-value", parse(WITH_DEFAULT))).isEqualTo(id + 1);
      }
    }
  }

  private static void sendToLog(EmbeddedBroker broker, String key, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("_schemas", 0, key, value)).get();
    }
  }

  @Test
  void confluents_client_registers_and_reads() throws Exception {
    int id = confluent.register("theirs-value", new AvroSchema(ONE_FIELD));
    var another = new CachedSchemaRegistryClient(REGISTRY.toString(), 100);
    assertThat(another.getSchemaById(id).canonicalString()).isEqualTo(ONE_FIELD);
    assertThat(another.getId("theirs-value", new AvroSchema(ONE_FIELD))).isEqualTo(id);
    assertThat(another.getVersion("theirs-value", new AvroSchema(ONE_FIELD))).isEqualTo(1);
    assertThat(another.getLatestSchemaMetadata("theirs-value").getId()).isEqualTo(id);
    assertThat(another.getAllSubjects()).contains("theirs-value");
  }

  @Test
  void confluents_coder_finds_the_schema_of_a_record() throws Exception {
    int id;
    try (var ours = new HttpSchemaRegistry(REGISTRY)) {
      id = ours.register("coded-value", parse(ONE_FIELD));
    }
    var coder = new ConfluentSchemaRegistryCoder("coded-value", confluent);
    var head = new ByteArrayOutputStream();
    var out = new DataOutputStream(head);
    out.writeByte(0);
    out.writeInt(id);
    var found = coder.readSchema(new ByteArrayInputStream(head.toByteArray()));
    assertThat(found.toString()).isEqualTo(ONE_FIELD);
  }

  @Test
  void one_schema_has_one_id_under_every_subject_and_client() throws Exception {
    try (var ours = new HttpSchemaRegistry(REGISTRY)) {
      int id = ours.register("shared-value", parse(WITH_DEFAULT));
      assertThat(ours.register("other-value", parse(WITH_DEFAULT))).isEqualTo(id);
      assertThat(confluent.register("shared-value", new AvroSchema(WITH_DEFAULT))).isEqualTo(id);
      assertThat(confluent.getAllVersions("shared-value")).containsExactly(1);
    }
  }

  @Test
  void a_schema_that_can_not_read_the_previous_version_is_rejected() throws Exception {
    try (var ours = new HttpSchemaRegistry(REGISTRY)) {
      ours.register("strict-value", parse(ONE_FIELD));
      assertThatThrownBy(() -> ours.register("strict-value", parse(WITHOUT_DEFAULT)))
          .isInstanceOf(RegistryRefusedException.class)
          .hasMessageContaining("409")
          .hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE");
      assertThatThrownBy(() -> confluent.register("strict-value", new AvroSchema(WITHOUT_DEFAULT)))
          .isInstanceOfSatisfying(
              RestClientException.class, e -> assertThat(e.getErrorCode()).isEqualTo(409));
      assertThat(ours.register("strict-value", parse(WITH_DEFAULT))).isPositive();
      assertThat(confluent.getAllVersions("strict-value")).containsExactly(1, 2);
    }
  }

  @Test
  void compatibility_can_be_tested_before_registration() throws Exception {
    confluent.register("asked-value", new AvroSchema(ONE_FIELD));
    assertThat(confluent.testCompatibility("asked-value", new AvroSchema(WITH_DEFAULT))).isTrue();
    assertThat(confluent.testCompatibility("asked-value", new AvroSchema(WITHOUT_DEFAULT)))
        .isFalse();
  }

  @Test
  void unknown_subjects_versions_and_ids_get_confluents_errors() throws Exception {
    assertThat(get("/schemas/ids/99999").statusCode()).isEqualTo(404);
    assertThat(get("/schemas/ids/99999").body())
        .isEqualTo("{\"error_code\":40403,\"message\":\"Schema not found\"}");
    assertThat(get("/subjects/nobody/versions").body()).contains("40401", "'nobody'");
    confluent.register("one-value", new AvroSchema(ONE_FIELD));
    assertThat(get("/subjects/one-value/versions/7").body()).contains("40402");
    assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    assertThatThrownBy(() -> confluent.getId("one-value", new AvroSchema(WITHOUT_DEFAULT)))
        .isInstanceOfSatisfying(
            RestClientException.class, e -> assertThat(e.getErrorCode()).isEqualTo(40403));
  }

  @Test
  void an_invalid_schema_is_rejected() throws Exception {
    assertThat(post("/subjects/bad-value/versions", "{\"schema\":\"{}\"}").body())
        .contains("42201");
    assertThat(post("/subjects/bad-value/versions", "not json").statusCode()).isEqualTo(400);
    assertThat(
            post("/subjects/bad-value/versions", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}")
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void the_configuration_can_be_read() throws Exception {
    assertThat(get("/config").body()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    assertThat(get("/schemas/types").body()).isEqualTo("[\"AVRO\"]");
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(REGISTRY.resolve(path)).GET());
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(REGISTRY.resolve(path)).POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }
}
