package io.proofline.standalone.up;

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
 * @param ports first of those on this machine
 * @param settings of the services by full name, with secrets in place
 * @param hasWebhookSecret whether the webhook was made by hand, and its key is among the settings
 */
public record UpFile(
    String account,
    Path data,
    Path rules,
    RulesFile rulesFile,
    @Nullable Door hooks,
    Door files,
    int ports,
    Map<String, String> settings,
    boolean hasWebhookSecret) {

  /** First of the ports unless the file says otherwise. */
  public static final int PORTS = 9100;

  /**
   * What the internet must reach.
   *
   * @param address public, without a slash at its end
   * @param port on this machine
   * @param listen address of this machine
   */
  public record Door(String address, int port, String listen) {}

  public UpFile {
    settings = Map.copyOf(settings);
  }

  /** Shows no setting: there are secrets among them. */
  @Override
  public String toString() {
    return "UpFile[account=%s, data=%s, rules=%s]".formatted(account, data, rules);
  }
}
