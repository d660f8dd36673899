package io.proofline.standalone;

import io.proofline.cli.config.UpConfig;
import java.nio.file.Path;
import java.time.Duration;

/** Messages that {@code up} prints at its start: addresses to expose, commands to type next. */
final class UpMessages {

  private UpMessages() {}

  /**
   * The addresses that must be reachable from the internet, and the effect of {@code hooks: none}.
   */
  static String addresses(UpConfig file) {
    var files = file.files();
    var hooks = file.hooks();
    if (hooks == null) {
      return """
      This address must be reachable from the internet:
        files  %s  forwarded to %s:%d  (Ziflow downloads files there)

      Hooks are off: no gateway runs, and Ziflow has no webhook. A decision is seen when its proof is
      read again, up to %s later ('reread: open' in the rules).
      """
          .formatted(
              files.publicAddress(),
              files.listenAddress(),
              files.port(),
              duration(file.rulesFile().rules().timing().rereadOpen()));
    }
    int width =
        Math.max(
            hooks.publicAddress().length() + "/hooks/ziflow".length(),
            files.publicAddress().length());
    return """
    These two addresses must be reachable from the internet:
      hooks  %s  forwarded to %s:%d  (Ziflow sends webhooks there)
      files  %s  forwarded to %s:%d  (Ziflow downloads files there)
    """
        .formatted(
            pad(hooks.publicAddress() + "/hooks/ziflow", width),
            hooks.listenAddress(),
            hooks.port(),
            pad(files.publicAddress(), width),
            files.listenAddress(),
            files.port());
  }

  /** Commands to type next. */
  static String commands(UpConfig file, Path config) {
    return """
    Check the accounts           proofline doctor --config %s
    Check the services           proofline health --data %s
    Assets waiting for a person  proofline stuck --data %s
    """
        .formatted(config, file.data(), file.data());
  }

  private static String duration(Duration time) {
    return time.toSeconds() % 60 == 0 && time.toMinutes() > 0
        ? time.toMinutes() + " min"
        : time.toSeconds() + " s";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
