package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaConnectionTest {

  private static final List<URI> REGISTRY = List.of(URI.create("http://registry:8081"));

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void a_connection_without_a_broker_is_refused(@Nullable String bootstrap) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KafkaConnection(bootstrap, REGISTRY, "", 8, Map.of()))
        .withMessage("kafka.bootstrap must name a broker, such as kafka:9092");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "registry", "registry:8081", "/subjects"})
  void a_connection_without_a_registry_is_refused(@Nullable URI registry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KafkaConnection("kafka:9092", listed(registry), "", 8, Map.of()))
        .withMessage(
            "kafka.registry must be the schema registry's address, such as http://registry:8081,"
                + " or several separated by commas");
  }

  private static @Nullable List<URI> listed(@Nullable URI registry) {
    return registry == null ? null : List.of(registry);
  }

  @Test
  void a_password_in_an_address_is_refused_and_not_printed() {
    var telling = List.of(URI.create("http://proofline:geheim@registry:8081"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KafkaConnection("kafka:9092", telling, "", 8, Map.of()))
        .withMessage(
            "kafka.registry must hold no password, as addresses are shown: set"
                + " kafka.client.schema.registry.basic.auth.user.info to USER:PASSWORD");
  }

  @Test
  void records_are_compressed_in_a_form_that_every_client_reads_unless_a_setting_names_another() {
    assertThat(connection(Map.of()).producerSettings("p"))
        .containsEntry("compression.type", "gzip");
    assertThat(connection(Map.of("compression.type", "zstd")).producerSettings("p"))
        .containsEntry("compression.type", "zstd");
    assertThat(connection(Map.of()).clientSettings("c")).doesNotContainKey("compression.type");
  }

  private static KafkaConnection connection(Map<String, String> client) {
    return new KafkaConnection("kafka:9092", REGISTRY, "", 8, client);
  }

  @Test
  void settings_of_the_registry_do_not_reach_kafka_s_clients() {
    var further = Map.of("schema.registry.basic.auth.user.info", "proofline:geheim");

    assertThat(new KafkaConnection("kafka:9092", REGISTRY, "", 8, further).clientSettings("ours"))
        .containsOnlyKeys("bootstrap.servers", "client.id");
  }

  @Test
  void several_addresses_are_shown_in_the_form_of_the_setting() {
    var two = List.of(URI.create("http://a:8081"), URI.create("https://b"));

    assertThat(new KafkaConnection("kafka:9092", two, "", 8, null).registryAddresses())
        .isEqualTo("http://a:8081,https://b");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void a_connection_without_partitions_is_refused(int partitions) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KafkaConnection("kafka:9092", REGISTRY, "", partitions, Map.of()))
        .withMessage("kafka.partitions (%d) must be at least 1", partitions);
  }

  @Test
  void missing_fields_are_empty() {
    var connection = new KafkaConnection("kafka:9092", REGISTRY, null, 8, null);

    assertThat(connection.prefix()).isEmpty();
    assertThat(connection.client()).isEmpty();
  }

  @Test
  void further_client_settings_override_ours() {
    var further = Map.of("client.id", "mine", "security.protocol", "SASL_SSL");
    var connection = new KafkaConnection("kafka:9092", REGISTRY, "", 8, further);

    assertThat(connection.clientSettings("ours"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "bootstrap.servers",
                "kafka:9092",
                "client.id",
                "mine",
                "security.protocol",
                "SASL_SSL"));
  }

  @Test
  void a_password_among_the_client_settings_is_not_printed() {
    var further = Map.of("sasl.jaas.config", "… password=\"geheim\"");

    assertThat(new KafkaConnection("kafka:9092", REGISTRY, "p.", 8, further))
        .hasToString(
            "KafkaConnection[bootstrap=kafka:9092, registry=http://registry:8081, prefix=p.,"
                + " partitions=8]");
  }

  @Test
  void its_topics_carry_prefix_and_partitions() {
    var topics =
        new KafkaConnection("kafka:9092", REGISTRY, "p.", 3, null)
            .topics(new InMemorySchemaRegistry());

    assertThat(topics.facts().name()).isEqualTo("p.facts");
    assertThat(topics.facts().partitions()).isEqualTo(3);
  }
}
