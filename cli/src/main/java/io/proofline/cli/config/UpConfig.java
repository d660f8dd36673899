package io.proofline.cli.config;

import io.proofline.rules.RulesFile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The validated content of a file for {@code up}.
 *
 * @param file absolute path of the file
 * @param data absolute path of the data directory; {@code rules} is absolute too
 * @param rulesFile the rules to put into force
 * @param hooks null if there is no gateway
 * @param portBase first of the eleven local ports
 * @param settings settings of the services by full name; secrets are values or {@code file:}
 *     references
 * @param hasWebhookSecret whether the webhook was created by hand, and its key is in the settings
 */
public record UpConfig(
    Path file,
    String account,
    Path data,
    Path rules,
    RulesFile rulesFile,
    @Nullable PublicEndpoint hooks,
    PublicEndpoint files,
    int portBase,
    Map<String, String> settings,
    boolean hasWebhookSecret) {

  /** The default of {@code port-base}. */
  public static final int DEFAULT_PORT_BASE = 9100;

  /**
   * An endpoint that the internet must reach.
   *
   * @param publicAddress address without a trailing slash
   * @param port local port
   * @param listenAddress local address on which it listens
   */
  public record PublicEndpoint(String publicAddress, int port, String listenAddress) {}

  public UpConfig {
    settings = Map.copyOf(settings);
  }

  /** Hides the settings, since some are secrets. */
  @Override
  public String toString() {
    return "UpConfig[account=%s, data=%s, rules=%s]".formatted(account, data, rules);
  }
}
