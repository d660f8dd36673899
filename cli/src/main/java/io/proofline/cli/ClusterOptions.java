package io.proofline.cli;

import io.proofline.schemas.KafkaConnection;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options with the addresses of Kafka and the schema registry. */
final class ClusterOptions {

  @Mixin KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--registry",
      paramLabel = "URL",
      split = ",",
      description =
          "Schema registry, such as http://127.0.0.1:9104; several by comma, tried in turn."
              + " Default: that of the installation.")
  List<URI> registry = List.of();

  /** The connection to Kafka and the registry: by the options, else by the installation. */
  KafkaConnection connection(InstallationOptions installations) {
    var installation =
        kafka.bootstrap == null && registry.isEmpty()
            ? installations.find()
            : installations.named();
    return kafka.connection(
        kafka.bootstrap(installations, installation), registry(installations, installation));
  }

  private List<URI> registry(
      InstallationOptions installations, Optional<Installation> installation) {
    return registry.isEmpty()
        ? List.of(
            installation
                .orElseThrow(() -> installations.notFound(KafkaOptions.WITHOUT_INSTALLATION))
                .addresses()
                .registry())
        : registry;
  }
}
