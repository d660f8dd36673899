package io.proofline.standalone.up;

import java.util.List;
import java.util.Optional;

/** Settings of the services that are not for the file to say, or not in plain text. */
final class Reserved {

  private static final List<String> OURS =
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
  private static final String OUR_KAFKA =
      "kafka\\.client\\.((bootstrap|security|sasl|ssl|schema)\\..*|(.*\\.)?(id|server|dir))";

  private Reserved() {}

  /** Why a setting can't be said; empty when it can. */
  static Optional<String> by(String name) {
    var own = SettingName.plain(name).replaceFirst("^proofline\\.[a-z]+\\.", "");
    return OURS.stream().map(SettingName::plain).anyMatch(own::equals) || own.matches(OUR_KAFKA)
        ? Optional.of("is set by 'up' itself, from 'data', 'port-base' and what stands above")
        : Optional.empty();
  }

  static boolean isSecret(String name) {
    return SettingName.plain(name).matches(".*(key|secrets?|password|token)");
  }
}
