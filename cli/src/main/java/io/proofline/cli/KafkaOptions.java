package io.proofline.cli;

import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster, and how to reach it. */
final class KafkaOptions {

  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "A broker of the cluster; several by comma.")
  String bootstrap = "";

  @Option(
      names = "--prefix",
      defaultValue = "proofline.",
      paramLabel = "TEXT",
      description = "Stands before each topic's name; '${DEFAULT-VALUE}' unless said otherwise.")
  String prefix = "";

  @Option(
      names = "--client",
      paramLabel = "FILE",
      description =
          "Further settings of Kafka's clients, such as for SASL, and of the registry's"
              + " (schema.registry.basic.auth.user.info, schema.registry.ssl.…), as a properties file.")
  @Nullable Path client;

  /** With one registry or several, which are tried in turn. */
  KafkaConnection connection(List<URI> registry) {
    return new KafkaConnection(bootstrap, registry, prefix, 1, clientSettings());
  }

  Map<String, String> clientSettings() {
    if (client == null) {
      return Map.of();
    }
    var properties = new Properties();
    try (var in = Files.newBufferedReader(client)) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("Can't read %s: %s".formatted(client, e), e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
