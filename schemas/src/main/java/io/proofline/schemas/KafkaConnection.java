package io.proofline.schemas;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the connection to Kafka and the schema registry, a part of each service's settings.
 *
 * @param bootstrap {@code host:port}, several separated by commas
 * @param registry addresses of a schema registry that speaks Confluent's protocol, tried in turn
 * @param prefix of every topic's name; may be empty
 * @param partitions partition count of every topic except those that always have one; the same for
 *     all services
 * @param client further client settings, such as for SASL; they override the services' own. Those
 *     that begin with {@code schema.registry.} configure the registry client: {@code
 *     basic.auth.user.info}, and {@code ssl.} with Kafka's own names
 */
public record KafkaConnection(
    String bootstrap,
    List<URI> registry,
    String prefix,
    int partitions,
    Map<String, String> client) {

  private static final int API_TIMEOUT_MILLIS = 30_000;
  private static final String COMPRESSION = "compression.type";
  private static final String DEFAULT_COMPRESSION = "gzip";

  public KafkaConnection(
      @Nullable String bootstrap,
      @Nullable List<URI> registry,
      @Nullable String prefix,
      int partitions,
      @Nullable Map<String, String> client) {
    if (bootstrap == null || bootstrap.isBlank()) {
      throw new IllegalArgumentException("kafka.bootstrap must name a broker, such as kafka:9092");
    }
    if (registry == null
        || registry.isEmpty()
        || registry.stream().anyMatch(url -> url.getHost() == null)) {
      throw new IllegalArgumentException(
          "kafka.registry must be the schema registry's address, such as http://registry:8081,"
              + " or several separated by commas");
    }
    if (registry.stream().anyMatch(url -> url.getUserInfo() != null)) {
      throw new IllegalArgumentException(
          "kafka.registry must hold no password, as addresses are shown: set"
              + " kafka.client.schema.registry.basic.auth.user.info to USER:PASSWORD");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "kafka.partitions (%d) must be at least 1".formatted(partitions));
    }
    this.bootstrap = bootstrap;
    this.registry = List.copyOf(registry);
    this.prefix = prefix == null ? "" : prefix;
    this.partitions = partitions;
    this.client = client == null ? Map.of() : Map.copyOf(client);
  }

  /** The installation's topics. */
  public Topics topics(SchemaRegistry schemas) {
    return Topics.of(prefix, partitions, schemas);
  }

  /**
   * A client of the schema registry for a command that ends soon; opens no connection yet.
   *
   * @throws IllegalArgumentException if a setting of the registry client is invalid or names a
   *     missing file
   */
  public HttpSchemaRegistry openRegistry() {
    return openRegistry(UnknownSchemas.believed());
  }

  /**
   * As {@link #openRegistry}, for a service that reads records: a schema that the registry does not
   * know counts as unavailable at first, as the registry may still be loading its schemas.
   */
  public HttpSchemaRegistry openRegistryOfService() {
    return openRegistry(UnknownSchemas.doubtedAtFirst(System::nanoTime));
  }

  private HttpSchemaRegistry openRegistry(UnknownSchemas unknownSchemas) {
    return new HttpSchemaRegistry(registry, RegistryAccess.of(client), unknownSchemas);
  }

  /** Settings that all Kafka clients share. */
  public Map<String, Object> clientSettings(String clientId) {
    var settings = new HashMap<String, Object>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    client.forEach((name, value) -> {
      if (!RegistryAccess.isSetting(name)) {
        settings.put(name, value);
      }
    });
    return settings;
  }

  /**
   * Settings that all producers share: those of all clients, and the compression of records, unless
   * a client setting names another. Of the forms that Kafka knows, every client library reads gzip;
   * some, such as kafkajs, read no other without an addition.
   */
  public Map<String, Object> producerSettings(String clientId) {
    var settings = new HashMap<>(clientSettings(clientId));
    settings.putIfAbsent(COMPRESSION, DEFAULT_COMPRESSION);
    return settings;
  }

  /**
   * A consumer of committed records outside any group, for topics that are read from a place of
   * their reader's choice; the caller assigns partitions.
   *
   * @param purpose names the client, after the prefix
   */
  public Consumer<String, byte[]> committedReader(String purpose) {
    return new KafkaConsumer<>(
        committedReaderSettings(purpose), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> committedReaderSettings(String purpose) {
    var settings = clientSettings(prefix + purpose);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
    return settings;
  }

  /** The registry's addresses, separated by commas as in the setting. */
  public String registryAddresses() {
    return registry.stream().map(URI::toString).collect(Collectors.joining(","));
  }

  /** Omits the further client settings, which may hold a password. */
  @Override
  public String toString() {
    return "KafkaConnection[bootstrap=%s, registry=%s, prefix=%s, partitions=%d]"
        .formatted(bootstrap, registryAddresses(), prefix, partitions);
  }
}
