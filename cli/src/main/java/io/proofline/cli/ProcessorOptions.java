package io.proofline.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options with the stream processor's HTTP address and bearer token. */
final class ProcessorOptions {

  /** The environment variable that holds the token. */
  static final String TOKEN = "PROOFLINE_DOOR_TOKEN";

  private static final URI DEFAULT = URI.create("http://localhost:8082");

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--door",
      paramLabel = "URL",
      description =
          "HTTP address of the stream processor. Default: that of the installation, else"
              + " http://localhost:8082.")
  @Nullable URI door;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with the processor's door-token. Default: that of the installation, else the"
              + " environment variable "
              + TOKEN
              + ".")
  @Nullable Path tokenFile;

  @Option(
      names = "--workers",
      split = ",",
      paramLabel = "URL",
      description =
          "Address of the health of a connector-workers instance, such as"
              + " http://workers:8083/actuator/health, to learn which API is paused. Several are"
              + " separated by commas. Default: that of the installation.")
  List<URI> workers = new ArrayList<>();

  /** Asks the workers of the installation, or those that are named, which APIs are paused. */
  PausedApis pausedApis(InstallationOptions installations) {
    if (!workers.isEmpty()) {
      return PausedApis.ask(workers);
    }
    var installation = isExplicit() ? installations.named() : installations.find();
    return PausedApis.ask(
        installation.stream()
            .flatMap(one -> Optional.ofNullable(one.addresses().health().get("workers")).stream())
            .toList());
  }

  /** A client of the processor; no request is sent yet. */
  ProcessorClient open(InstallationOptions installations) {
    var installation = isExplicit() ? installations.named() : installations.find();
    var address = address(installation);
    if (address.getHost() == null) {
      throw wrongUse("--door must be an address such as %s, not %s".formatted(DEFAULT, address));
    }
    var token =
        fileToken()
            .or(() -> installation.map(one -> one.addresses().secrets().doorToken()))
            .or(ProcessorOptions::environmentToken)
            .orElseThrow(() ->
                isExplicit()
                    ? wrongUse(
                        "The processor's token is missing or empty. Add --token-file FILE with the"
                            + " processor's 'door-token', or set "
                            + TOKEN
                            + ".")
                    : installations.notFound(
                        "--door URL and --token-file FILE of a stream processor"));
    return new ProcessorClient(address, token, line -> spec.commandLine().getErr().println(line));
  }

  private URI address(Optional<Installation> installation) {
    return Optional.ofNullable(door)
        .or(() -> installation.map(one -> one.addresses().processor()))
        .orElse(DEFAULT);
  }

  private boolean isExplicit() {
    return door != null || tokenFile != null || environmentToken().isPresent();
  }

  private Optional<String> fileToken() {
    return Optional.ofNullable(tokenFile)
        .map(file -> InputFile.read(spec, file).strip())
        .filter(token -> !token.isEmpty());
  }

  private static Optional<String> environmentToken() {
    return Optional.ofNullable(System.getenv(TOKEN))
        .map(String::strip)
        .filter(token -> !token.isEmpty());
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
