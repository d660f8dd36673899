package io.proofline.cli;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The reason for a request. */
final class ReasonOptions {

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description =
          "Why, for the audit trail, which shows the text until the person who gives it is erased.")
  @Nullable String reason;

  /** A request with the reason, if there is one. */
  Map<String, Object> addTo(Map<String, Object> request) {
    var all = new TreeMap<>(request);
    if (reason != null) {
      all.put("reason", reason);
    }
    return all;
  }
}
