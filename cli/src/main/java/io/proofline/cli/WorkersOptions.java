package io.proofline.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option with the workers' addresses, to learn which API is paused by a failure. */
final class WorkersOptions {

  @Option(
      names = "--workers",
      split = ",",
      paramLabel = "URL",
      description =
          "Address of the health of a connector-workers instance, such as"
              + " http://workers:8083/actuator/health, to learn which API is paused. Several are"
              + " separated by commas. Default: that of the installation.")
  List<URI> workers = new ArrayList<>();

  /** Asks the workers that are named, or those of the installation, which APIs are paused. */
  PausedApis pausedApis(InstallationOptions installations, ConsoleOptions console) {
    if (!workers.isEmpty()) {
      return PausedApis.ask(workers);
    }
    var installation = console.console == null ? installations.find() : installations.named();
    return PausedApis.ask(
        installation.stream()
            .flatMap(one -> Optional.ofNullable(one.addresses().health().get("workers")).stream())
            .toList());
  }
}
