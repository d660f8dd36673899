package io.proofline.sandbox.bench;

import java.time.Duration;
import java.util.Arrays;

/** How much there is, how many call at once, how often and how long each kind is measured. */
record Options(int assets, int proofs, int callers, int rounds, Duration span) {
  static Options of(String[] args) {
    return new Options(
        option(args, "--assets", 100_000),
        option(args, "--proofs", 100_000),
        option(args, "--callers", 8),
        option(args, "--rounds", 5),
        Duration.ofMillis(option(args, "--millis", 2_000)));
  }

  private static int option(String[] args, String name, int otherwise) {
    var at = Arrays.asList(args).indexOf(name);
    return at < 0 ? otherwise : Integer.parseInt(args[at + 1]);
  }
}
