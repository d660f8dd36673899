package io.proofline.standalone.cli;

import io.proofline.standalone.up.UpFile;
import java.nio.file.Path;
import java.time.Duration;

/** What {@code up} tells whoever starts it. */
final class UpWords {

  private UpWords() {}

  /** What the internet must reach, and what follows where it does not. */
  static String addresses(UpFile file) {
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
              files.address(),
              files.listen(),
              files.port(),
              told(file.rulesFile().rules().timing().rereadOpen()));
    }
    int width =
        Math.max(hooks.address().length() + "/hooks/ziflow".length(), files.address().length());
    return """
    These two addresses must be reachable from the internet:
      hooks  %s  handed on to %s:%d  (Ziflow tells what happened)
      files  %s  handed on to %s:%d  (Ziflow fetches what is reviewed)
    """
        .formatted(
            padded(hooks.address() + "/hooks/ziflow", width),
            hooks.listen(),
            hooks.port(),
            padded(files.address(), width),
            files.listen(),
            files.port());
  }

  /** What to type next. */
  static String commands(UpFile file, Path config) {
    return """
    Is all well there?         ./proofline doctor --config %s
    Is all well here?          ./proofline health --data %s
    What waits for a person?   ./proofline stuck --data %s
    """
        .formatted(config, file.data(), file.data());
  }

  private static String told(Duration time) {
    return time.toSeconds() % 60 == 0 && time.toMinutes() > 0
        ? time.toMinutes() + " min"
        : time.toSeconds() + " s";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
