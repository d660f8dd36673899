package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.Link;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest {

  private static final Schema LINK = Link.getClassSchema();
  private static final Schema FACT = Fact.getClassSchema();

  private final FakeRegistryServer server = new FakeRegistryServer();
  private final HttpSchemaRegistry registry = new HttpSchemaRegistry(server.address());

  @AfterEach
  void stop() {
    registry.close();
    server.close();
  }

  @Test
  void a_schema_is_registered_and_found_again_by_id() {
    int link = registry.register("links-value", LINK);
    int fact = registry.register("facts-value", FACT);

    assertThat(link).isNotEqualTo(fact);
    assertThat(registry.byId(link)).isEqualTo(LINK);
    assertThat(registry.byId(fact)).isEqualTo(FACT);
  }

  @Test
  void a_registered_schema_is_found() {
    int id = registry.register("links-value", LINK);

    try (var another = new HttpSchemaRegistry(server.address())) {
      assertThat(another.idOf("links-value", LINK)).isEqualTo(id);
    }
  }

  @Test
  void each_schema_is_looked_up_once() {
    int id = registry.register("links-value", LINK);
    registry.register("links-value", LINK);
    registry.idOf("links-value", LINK);
    registry.byId(id);
    registry.byId(id);

    assertThat(server.calls())
        .containsExactly("POST /subjects/links-value/versions", "GET /schemas/ids/" + id);
  }

  @Test
  void the_same_schema_under_another_subject_is_registered_there_too() {
    registry.register("commands.ziflow-value", LINK);
    registry.register("commands.photoshelter-value", LINK);

    assertThat(server.calls())
        .containsExactly(
            "POST /subjects/commands.ziflow-value/versions",
            "POST /subjects/commands.photoshelter-value/versions");
  }

  @Test
  void a_slash_at_the_end_of_the_address_does_not_matter() {
    try (var slashed = new HttpSchemaRegistry(URI.create(server.address() + "/"))) {
      slashed.register("links-value", LINK);
    }

    assertThat(server.calls()).containsExactly("POST /subjects/links-value/versions");
  }

  @Test
  void an_unknown_schema_is_refused_with_the_registry_s_message() {
    assertThatExceptionOfType(RegistryRefusedException.class)
        .isThrownBy(() -> registry.idOf("links-value", LINK))
        .withMessageStartingWith(
            "The schema registry at %s answered 404 for the schema of subject links-value: ",
            server.address())
        .withMessageContaining("Schema not found");
    assertThatExceptionOfType(RegistryRefusedException.class)
        .isThrownBy(() -> registry.byId(9))
        .withMessageContaining("answered 404 for the schema 9: ");
  }

  @Test
  void an_answer_without_end_is_not_read_to_its_end() {
    server.respondAlways(200, " ".repeat(17 * 1024 * 1024) + "{\"id\":1}");

    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> registry.register("links-value", LINK))
        .withMessageContaining("has more than 16777216 bytes");
  }

  @ParameterizedTest
  @CsvSource({"400,400", "404,40401", "404,40402", "404,40403", "409,409", "422,42201"})
  void an_error_code_of_the_protocol_is_a_refusal(int status, int code) {
    server.respondAlways(
        status, "{\"error_code\":%d,\"message\":\"incompatible\"}".formatted(code));

    assertThatExceptionOfType(RegistryRefusedException.class)
        .isThrownBy(() -> registry.register("links-value", LINK))
        .withMessage(
            "The schema registry at %s answered %d for the schema of subject links-value:"
                + " {\"error_code\":%d,\"message\":\"incompatible\"}",
            server.address(), status, code);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "404 | <html>No such page</html>",
        "404 | ``",
        "404 | {\"status\":404,\"title\":\"Could not find resource\"}",
        "404 | {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}",
        "404 | {\"error_code\":\"none\"}",
        "400 | Bad Request",
        "405 | {\"error_code\":405,\"message\":\"HTTP 405 Method Not Allowed\"}",
        "408 | Request Timeout",
        "409 | Conflict",
        "302 | moved"
      })
  void an_answer_without_an_error_code_of_the_protocol_says_nothing_about_the_schema(
      int status, String body) {
    server.respondAlways(status, body);

    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> registry.byId(4))
        .withMessageStartingWith(
            "The schema registry at %s answered %d for the schema 4: %s",
            server.address(), status, body);
    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> registry.register("links-value", LINK));
  }

  @Test
  void an_address_without_its_path_is_named_as_the_likely_cause() {
    server.respondAlways(404, "{\"status\":404}");

    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> registry.register("links-value", LINK))
        .withMessageContaining("Does kafka.registry have the whole address?")
        .withMessageContaining("/apis/ccompat/v7");
  }

  @Test
  void a_refused_registration_is_repeated_once() {
    server.respondOnce(
        409,
        "{\"error_code\":409,\"message\":\"An artifact with ID 'links-value' already exists.\"}");

    assertThat(registry.register("links-value", LINK)).isEqualTo(1);
  }

  @Test
  void an_incompatible_schema_is_refused_after_two_calls() {
    server.respondAlways(409, "{\"error_code\":409,\"message\":\"Incompatible artifact\"}");

    assertThatExceptionOfType(RegistryRefusedException.class)
        .isThrownBy(() -> registry.register("links-value", LINK))
        .withMessageContaining("Incompatible artifact");
    assertThat(server.calls()).hasSize(2);
  }

  @Test
  void a_service_asks_again_for_a_schema_that_the_registry_may_not_have_loaded_yet() {
    var clock = new AtomicLong();
    try (var service =
        new HttpSchemaRegistry(
            List.of(server.address()),
            RegistryAccess.OPEN,
            UnknownSchemas.doubtedAtFirst(clock::get))) {
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> service.byId(1))
          .withMessageContaining("answered 404 for the schema 1: ")
          .withMessageContaining("It may still be loading its schemas");

      int link = registry.register("links-value", LINK);
      assertThat(service.byId(link)).isEqualTo(LINK);

      clock.addAndGet(UnknownSchemas.LOADING.toNanos());
      assertThatExceptionOfType(RegistryRefusedException.class).isThrownBy(() -> service.byId(9));

      server.respondAlways(503, "starting");
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> service.byId(9));
      server.respondNormally();
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .as("a registry that was away may be loading again")
          .isThrownBy(() -> service.byId(9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void a_temporary_failure_is_unavailable(int status) {
    server.respondAlways(status, "starting");

    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> registry.byId(4))
        .withMessage(
            "The schema registry at %s answered %d for the schema 4: starting",
            server.address(), status);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {"<html>a proxy</html>", "''", "{}", "[]", "null", "{\"id\":\"x\"}"})
  void an_invalid_response_is_unavailable(String body) {
    server.respondAlways(200, body);

    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> registry.register("links-value", LINK))
        .withMessage(
            "The server at %s that answered for the schema of subject links-value is no schema"
                + " registry",
            server.address());
    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> registry.byId(4))
        .withMessage(
            "The server at %s that answered for the schema 4 is no schema registry",
            server.address());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"{\"schema\":\"{}\"}", "{\"schema\":\"\"}", "{\"schema\":\"syntax = 3;\"}"})
  void a_schema_of_another_kind_is_refused(String body) {
    server.respondAlways(200, body);

    assertThatExceptionOfType(RegistryRefusedException.class)
        .isThrownBy(() -> registry.byId(4))
        .withMessage("Schema 4 at %s is no Avro schema", server.address());
  }

  @Test
  void a_closed_port_is_unavailable_and_the_message_names_address_and_request() throws IOException {
    var nowhere = URI.create("http://127.0.0.1:" + freePort());
    try (var away = new HttpSchemaRegistry(nowhere)) {
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> away.register("links-value", LINK))
          .withMessage(
              "No answer from the schema registry at %s for the schema of subject links-value;"
                  + " is it running?",
              nowhere)
          .withCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void a_registry_that_is_available_again_is_called_again() {
    server.respondAlways(503, "starting");
    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> registry.register("links-value", LINK));

    server.respondNormally();

    assertThat(registry.register("links-value", LINK)).isEqualTo(1);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
