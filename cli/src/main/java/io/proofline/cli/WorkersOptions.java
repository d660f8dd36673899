package io.proofline.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The former option with the workers' addresses, to learn which API is paused by a failure. The
 * console knows the state of the APIs, so that the option is not needed any more.
 */
final class WorkersOptions {

  @Option(
      names = "--workers",
      split = ",",
      paramLabel = "URL",
      description =
          "Not needed any more, since the console knows which API is paused. If it is given, this"
              + " connector-workers instance is asked instead, by the address of its health.")
  List<URI> workers = new ArrayList<>();

  /** Asks the console which APIs are paused, or the workers that are named. */
  PausedApis pausedApis(ConsoleClient console) {
    return workers.isEmpty() ? PausedApis.ask(console) : PausedApis.ask(workers);
  }
}
