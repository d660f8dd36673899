package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.Link;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAccessTest {

  private static final Schema LINK = Link.getClassSchema();
  private static final Schema FACT = Fact.getClassSchema();
  private static final String USER = "schema.registry.basic.auth.user.info";
  private static final String TRUST = "schema.registry.ssl.truststore.";
  private static final String OWN = "schema.registry.ssl.keystore.";

  @TempDir static Path directory;
  private static TestCertificate testCertificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    testCertificate = TestCertificate.makeIn(directory);
  }

  @Test
  void the_second_address_answers_when_the_first_is_down_and_is_tried_first_from_then_on()
      throws IOException {
    try (var first = new FakeRegistryServer();
        var second = new FakeRegistryServer();
        var registry = registry(Map.of(), first.address(), second.address())) {
      first.respondAlways(503, "starting");

      registry.register("links-value", LINK);
      registry.register("facts-value", FACT);

      assertThat(first.calls()).containsExactly("POST /subjects/links-value/versions");
      assertThat(second.calls())
          .containsExactly(
              "POST /subjects/links-value/versions", "POST /subjects/facts-value/versions");
    }
    try (var alive = new FakeRegistryServer();
        var registry = registry(Map.of(), nowhere(), alive.address())) {
      assertThat(registry.register("links-value", LINK)).isEqualTo(1);
    }
  }

  @Test
  void when_the_current_address_fails_the_other_is_tried_again() {
    try (var first = new FakeRegistryServer();
        var second = new FakeRegistryServer();
        var registry = registry(Map.of(), first.address(), second.address())) {
      first.respondAlways(503, "starting");
      registry.register("links-value", LINK);
      first.respondNormally();
      second.respondAlways(503, "ending");

      assertThat(registry.register("facts-value", FACT)).isEqualTo(1);
    }
  }

  @Test
  void a_refusal_is_final_without_a_call_to_the_other_addresses() {
    try (var first = new FakeRegistryServer();
        var second = new FakeRegistryServer();
        var registry = registry(Map.of(), first.address(), second.address())) {
      first.respondAlways(409, "{\"error_code\":409,\"message\":\"incompatible\"}");

      assertThatExceptionOfType(RegistryRefusedException.class)
          .isThrownBy(() -> registry.register("links-value", LINK));
      assertThat(second.calls()).isEmpty();
    }
  }

  @Test
  void when_no_address_answers_each_is_named() throws IOException {
    var one = nowhere();
    try (var two = new FakeRegistryServer();
        var registry = registry(Map.of(), one, two.address())) {
      two.respondAlways(503, "starting");

      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> registry.byId(4))
          .withMessage(
              "No answer from the schema registry at %s for the schema 4; is it running? The schema"
                  + " registry at %s answered 503 for the schema 4: starting",
              one, two.address());
    }
  }

  @Test
  void credentials_are_sent_with_every_call() {
    try (var server = new FakeRegistryServer();
        var registry = registry(Map.of(USER, "proofline:geh:eim"), server.address())) {
      server.requireAuthorization("Basic " + base64("proofline:geh:eim"));

      assertThat(registry.byId(registry.register("links-value", LINK))).isEqualTo(LINK);
    }
  }

  @Test
  void refused_access_is_unavailable_and_prints_no_password() {
    try (var server = new FakeRegistryServer();
        var registry = registry(Map.of(USER, "proofline:geheim"), server.address())) {
      server.requireAuthorization("Basic " + base64("proofline:other"));

      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> registry.register("links-value", LINK))
          .withMessage(
              "The schema registry at %s refuses access: it answered 401 for the schema of"
                  + " subject links-value. Set kafka.client.schema.registry.basic.auth.user.info to"
                  + " USER:PASSWORD.",
              server.address());
    }
  }

  @Test
  void a_certificate_in_a_pem_file_is_trusted() throws Exception {
    var client =
        Map.of(TRUST + "type", "PEM", TRUST + "location", testCertificate.pem().toString());
    try (var server = FakeRegistryServer.overTls(testCertificate.context(), false);
        var registry = registry(client, server.address())) {
      assertThat(registry.register("links-value", LINK)).isEqualTo(1);
    }
  }

  @Test
  void a_trust_store_with_a_password_is_enough_too() throws Exception {
    var client =
        Map.of(
            TRUST + "type",
            "PKCS12",
            TRUST + "location",
            testCertificate.p12().toString(),
            TRUST + "password",
            TestCertificate.PASSWORD);
    try (var server = FakeRegistryServer.overTls(testCertificate.context(), false);
        var registry = registry(client, server.address())) {
      assertThat(registry.register("links-value", LINK)).isEqualTo(1);
    }
  }

  @Test
  void a_registry_that_requires_a_certificate_gets_ours() throws Exception {
    var trust = Map.of(TRUST + "type", "PEM", TRUST + "location", testCertificate.pem().toString());
    var ours =
        Map.of(
            TRUST + "type",
            "PEM",
            TRUST + "location",
            testCertificate.pem().toString(),
            OWN + "type",
            "PEM",
            OWN + "location",
            testCertificate.pemWithKey().toString());
    try (var server = FakeRegistryServer.overTls(testCertificate.context(), true);
        var shown = registry(ours, server.address());
        var unshown = registry(trust, server.address())) {
      assertThat(shown.register("links-value", LINK)).isEqualTo(1);
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> unshown.register("links-value", LINK));
    }
  }

  @Test
  void an_untrusted_certificate_is_refused() throws Exception {
    try (var server = FakeRegistryServer.overTls(testCertificate.context(), false);
        var registry = registry(Map.of(), server.address())) {
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> registry.register("links-value", LINK))
          .withMessageStartingWith(
              "No TLS connection to the schema registry at %s for the schema of subject"
                  + " links-value (",
              server.address())
          .withMessageEndingWith(
              "). Does kafka.client.schema.registry.ssl.truststore.location hold its certificate?")
          .withCauseInstanceOf(SSLException.class);
      assertThat(server.calls()).isEmpty();
    }
  }

  @Test
  void an_unknown_setting_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            registry(Map.of("schema.registry.ssl.trustore.type", "PEM"), URI.create("http://a")))
        .withMessage(
            "kafka.client.schema.registry.ssl.trustore.type is no setting. Allowed are"
                + " schema.registry.basic.auth.user.info, and schema.registry.ssl. with Kafka's"
                + " names, such as truststore.location");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry(Map.of(USER, "geheim"), URI.create("http://a")))
        .withMessage("kafka.client.schema.registry.basic.auth.user.info must be USER:PASSWORD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema.registry.", ""})
  void settings_files_of_confluent_s_clients_are_accepted(String prefix) {
    var client =
        Map.of(
            "schema.registry.url",
            "https://elsewhere.example.com",
            prefix + "basic.auth.credentials.source",
            "USER_INFO",
            prefix + "basic.auth.user.info",
            "proofline:geheim");
    try (var server = new FakeRegistryServer();
        var registry = registry(client, server.address())) {
      server.requireAuthorization("Basic " + base64("proofline:geheim"));

      assertThat(registry.register("links-value", LINK)).isEqualTo(1);
      assertThat(
              new KafkaConnection("kafka:9092", List.of(server.address()), "", 8, client)
                  .clientSettings("c"))
          .doesNotContainKeys(client.keySet().toArray(String[]::new));
    }
  }

  @Test
  void other_sources_of_credentials_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            registry(
                Map.of("schema.registry.basic.auth.credentials.source", "SASL_INHERIT"),
                URI.create("http://a")))
        .withMessage(
            "kafka.client.schema.registry.basic.auth.credentials.source can only be USER_INFO:"
                + " remove it, and set kafka.client.schema.registry.basic.auth.user.info");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enabled.protocols",
        "cipher.suites",
        "endpoint.identification.algorithm",
        "engine.factory.class"
      })
  void unsupported_settings_are_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            registry(Map.of("schema.registry.ssl." + name, "TLSv1.3"), URI.create("https://a")))
        .withMessage(
            "kafka.client.schema.registry.ssl.%s is not supported: remove it; the JDK's defaults"
                + " apply",
            name);
  }

  @Test
  void a_missing_file_is_named() {
    var client = Map.of(TRUST + "type", "PEM", TRUST + "location", "/nowhere/ca.pem");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry(client, URI.create("https://a")))
        .withMessageStartingWith("kafka.client.schema.registry.ssl: ")
        .withMessageContaining("/nowhere/ca.pem");
  }

  private static HttpSchemaRegistry registry(Map<String, String> client, URI... addresses) {
    return new KafkaConnection("kafka:9092", List.of(addresses), "", 8, client).openRegistry();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static URI nowhere() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }
}
