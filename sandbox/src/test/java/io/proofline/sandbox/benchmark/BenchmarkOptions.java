package io.proofline.sandbox.benchmark;

import java.time.Duration;
import java.util.Arrays;

/** Options of the benchmark: amount of data, concurrent callers, number and length of rounds. */
record BenchmarkOptions(int assets, int proofs, int callers, int rounds, Duration span) {
  static BenchmarkOptions of(String[] args) {
    return new BenchmarkOptions(
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
