package io.proofline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.cli.RulesPublisher;
import io.proofline.rules.InvalidRulesException;
import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pushes a demo's initial rules. Rules that are pushed later stay in force. */
final class DemoRules {

  private DemoRules() {}

  /**
   * Pushes the rules once per data directory, since rules don't pick assets from before a push.
   * Stores a copy in the directory, which a person can edit and push.
   *
   * @param reread interval at which a proof is read again without a webhook; null for the default
   */
  static void pushOnce(KafkaConnection kafka, DataDirectory data, @Nullable Duration reread) {
    var pushed = data.root().resolve("demo-rules.pushed");
    try {
      if (!Files.exists(data.demoRules())) {
        Files.writeString(data.demoRules(), text(reread));
      }
      if (!Files.exists(pushed)) {
        Files.writeString(pushed, RulesPublisher.push(kafka, "default", text(reread)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read or store the demo's rules", e);
    } catch (InvalidRulesException e) {
      throw new IllegalStateException("The demo's rules are wrong: " + e.getMessage(), e);
    }
  }

  private static String text(@Nullable Duration reread) throws IOException {
    try (var in = DemoRules.class.getResourceAsStream("/demo-rules.yaml")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return reread == null
          ? text
          : "%s%nreread: { open: %2$ds, decided: %2$ds }%n".formatted(text, reread.toSeconds());
    }
  }
}
