package io.proofline.cli;

import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options with the address and client settings of Kafka. */
final class KafkaOptions {

  static final String WITHOUT_INSTALLATION =
      "--bootstrap HOST:PORT and --registry URL of a cluster";

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "A Kafka broker; several by comma. Default: that of the installation.")
  @Nullable String bootstrap;

  @Option(
      names = "--prefix",
      defaultValue = "proofline.",
      paramLabel = "TEXT",
      description = "Prefix of the topics' names. Default: '${DEFAULT-VALUE}'.")
  String prefix = "";

  @Option(
      names = "--client",
      paramLabel = "FILE",
      description =
          "Properties file with further settings of Kafka's clients, such as for SASL, and of the"
              + " registry's (schema.registry.basic.auth.user.info, schema.registry.ssl.…).")
  @Nullable Path client;

  /** The broker that the options name, else the installation's. */
  String bootstrap(InstallationOptions installations, Optional<Installation> installation) {
    return Optional.ofNullable(bootstrap)
        .or(() -> installation.map(one -> one.addresses().kafka()))
        .orElseThrow(() -> installations.notFound(WITHOUT_INSTALLATION));
  }

  /** A connection to a broker and to one or several registries, which are tried in turn. */
  KafkaConnection connection(String broker, List<URI> registry) {
    return new KafkaConnection(broker, registry, prefix, 1, clientSettings());
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
