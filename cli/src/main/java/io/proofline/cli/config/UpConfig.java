package io.proofline.cli.config;

import io.proofline.rules.RulesFile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file for {@code up} says, all of it checked.
 *
 * @param data absolute, as {@code rules}
 * @param rulesFile what is to be in force
 * @param hooks null where nothing listens for hooks
 * @param portBase first of those on this machine
 * @param settings of the services by full name, with secrets in place
 * @param hasWebhookSecret whether the webhook was made by hand, and its key is among the settings
 */
public record UpConfig(
    String account,
    Path data,
    Path rules,
    RulesFile rulesFile,
    @Nullable PublicEndpoint hooks,
    PublicEndpoint files,
    int portBase,
    Map<String, String> settings,
    boolean hasWebhookSecret) {

  /** First of the ports unless the file says otherwise. */
  public static final int DEFAULT_PORT_BASE = 9100;

  /**
   * What the internet must reach.
   *
   * @param publicAddress public, without a slash at its end
   * @param port on this machine
   * @param listenAddress address of this machine
   */
  public record PublicEndpoint(String publicAddress, int port, String listenAddress) {}

  public UpConfig {
    settings = Map.copyOf(settings);
  }

  /** Shows no setting: there are secrets among them. */
  @Override
  public String toString() {
    return "UpFile[account=%s, data=%s, rules=%s]".formatted(account, data, rules);
  }
}
