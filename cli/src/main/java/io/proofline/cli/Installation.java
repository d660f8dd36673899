package io.proofline.cli;

import io.proofline.cli.config.InstallationSecrets;
import io.proofline.cli.config.ServiceAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An installation that {@code up} or {@code demo} runs on this machine, by its data directory. */
record Installation(Path data, ServiceAddresses addresses) {

  /** The file for {@code up}, by which the accounts are reached. */
  Optional<Path> config() {
    var path = addresses.config() == null ? data.resolve("up.yaml") : Path.of(addresses.config());
    return Optional.of(path).filter(Files::isReadable);
  }

  /** The key that makes ids of people. */
  Optional<String> personKey() {
    return Optional.of(data.resolve("secrets.json"))
        .filter(Files::isReadable)
        .map(file -> InstallationSecrets.loadOrCreate(file).personKey());
  }

  /** The file with the key that verifies checkpoints of the audit trail. */
  Optional<Path> auditPublicKey() {
    return Optional.of(data.resolve("audit-key.pub.pem")).filter(Files::isReadable);
  }
}
