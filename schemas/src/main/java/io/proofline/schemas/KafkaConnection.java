package io.proofline.schemas;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka and the schema registry are. A part of each service's settings.
 *
 * @param bootstrap {@code host:port}, several by comma
 * @param registry address of a registry that speaks Confluent's protocol
 * @param prefix before every topic's name; may be empty
 * @param partitions count of every topic that is not single; the same for all services
 * @param client further client settings, such as for SASL; they win over ours
 */
public record KafkaConnection(
    String bootstrap, URI registry, String prefix, int partitions, Map<String, String> client) {

  public KafkaConnection(
      @Nullable String bootstrap,
      @Nullable URI registry,
      @Nullable String prefix,
      int partitions,
      @Nullable Map<String, String> client) {
    if (bootstrap == null || bootstrap.isBlank()) {
      throw new IllegalArgumentException("kafka.bootstrap must name a broker, such as kafka:9092");
    }
    if (registry == null || registry.getHost() == null) {
      throw new IllegalArgumentException(
          "kafka.registry must be the schema registry's address, such as http://registry:8081");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "kafka.partitions (%d) must be at least 1".formatted(partitions));
    }
    this.bootstrap = bootstrap;
    this.registry = registry;
    this.prefix = prefix == null ? "" : prefix;
    this.partitions = partitions;
    this.client = client == null ? Map.of() : Map.copyOf(client);
  }

  /** The topics there. */
  public Topics topics(SchemaRegistry schemas) {
    return Topics.of(prefix, partitions, schemas);
  }

  /** Settings that every client shares. */
  public Map<String, Object> clientSettings(String clientId) {
    var settings = new HashMap<String, Object>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    settings.putAll(client);
    return settings;
  }

  /** Leaves the further client settings out: they may hold a password. */
  @Override
  public String toString() {
    return "KafkaConnection[bootstrap=%s, registry=%s, prefix=%s, partitions=%d]"
        .formatted(bootstrap, registry, prefix, partitions);
  }
}
