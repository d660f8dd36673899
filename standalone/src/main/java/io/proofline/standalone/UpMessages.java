package io.proofline.standalone;

import io.proofline.cli.config.UpConfig;
import java.nio.file.Path;
import java.time.Duration;

/** What {@code up} tells whoever starts it. */
final class UpMessages {

  private UpMessages() {}

  /** What the internet must reach, and what follows where it does not. */
  static String addresses(UpConfig file) {
    var files = file.files();
    var hooks = file.hooks();
    if (hooks == null) {
      return """
      This address must be reachable from the internet:
        files  %s  handed on to %s:%d  (Ziflow fetches what is reviewed)

      Hooks are off: nothing listens for them and Ziflow is told no address. A verdict is seen when
      its proof is read again, up to %s after it was given ('reread: open' in the rules).
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
      hooks  %s  handed on to %s:%d  (Ziflow tells what happened)
      files  %s  handed on to %s:%d  (Ziflow fetches what is reviewed)
    """
        .formatted(
            pad(hooks.publicAddress() + "/hooks/ziflow", width),
            hooks.listenAddress(),
            hooks.port(),
            pad(files.publicAddress(), width),
            files.listenAddress(),
            files.port());
  }

  /** What to type next. */
  static String commands(UpConfig file, Path config) {
    return """
    Is all well there?         ./proofline doctor --config %s
    Is all well here?          ./proofline health --data %s
    What waits for a person?   ./proofline stuck --data %s
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
