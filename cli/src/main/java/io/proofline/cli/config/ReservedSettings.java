package io.proofline.cli.config;

import java.util.List;
import java.util.Optional;

/** Settings of the services that a file for {@code up} may not set, or not in plain text. */
final class ReservedSettings {

  private static final List<String> SET_BY_UP =
      List.of(
          "account",
          "port",
          "management-port",
          "kafka.bootstrap",
          "kafka.registry",
          "kafka.prefix",
          "kafka.partitions",
          "instance-id",
          "state-dir",
          "spool-dir",
          "rules-name",
          "files-secret",
          "thumbnail-token",
          "pictures.workers-url",
          "pictures.token",
          "pictures.directory",
          "person-key",
          "admin-token",
          "database.directory",
          "audit-key",
          "verification.keys",
          "library-secrets",
          "public-url",
          "files-url");

  /** {@code up} also sets the addresses, security and client ids of its own Kafka. */
  private static final String KAFKA_SET_BY_UP =
      "kafka\\.client\\.((bootstrap|security|sasl|ssl|schema)\\..*|(.*\\.)?(id|server|dir))";

  private ReservedSettings() {}

  /** The reason why a setting is not allowed; empty if it is allowed. */
  static Optional<String> reasonNotAllowed(String name) {
    var own = SettingNames.canonical(name).replaceFirst("^proofline\\.[a-z]+\\.", "");
    return SET_BY_UP.stream().map(SettingNames::canonical).anyMatch(own::equals)
            || own.matches(KAFKA_SET_BY_UP)
        ? Optional.of(
            "is set by 'up' itself, from 'data', 'port-base' and the keys above 'settings'")
        : Optional.empty();
  }

  static boolean isSecret(String name) {
    return SettingNames.canonical(name).matches(".*(key|secrets?|password|token)");
  }
}
