package io.proofline.cli.config;

import java.util.List;
import java.util.Optional;

/** Settings of the services that are not for the file to say, or not in plain text. */
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
          "advertised",
          "rules-name",
          "files-secret",
          "person-key",
          "door-token",
          "audit-key",
          "library-secrets",
          "public-url",
          "files-url");

  /** Its Kafka is its own too: how it is reached, and who its clients say they are. */
  private static final String KAFKA_SET_BY_UP =
      "kafka\\.client\\.((bootstrap|security|sasl|ssl|schema)\\..*|(.*\\.)?(id|server|dir))";

  private ReservedSettings() {}

  /** Why a setting can't be said; empty when it can. */
  static Optional<String> reasonNotAllowed(String name) {
    var own = SettingNames.canonical(name).replaceFirst("^proofline\\.[a-z]+\\.", "");
    return SET_BY_UP.stream().map(SettingNames::canonical).anyMatch(own::equals)
            || own.matches(KAFKA_SET_BY_UP)
        ? Optional.of("is set by 'up' itself, from 'data', 'port-base' and what stands above")
        : Optional.empty();
  }

  static boolean isSecret(String name) {
    return SettingNames.canonical(name).matches(".*(key|secrets?|password|token)");
  }
}
