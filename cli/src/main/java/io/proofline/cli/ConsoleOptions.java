package io.proofline.cli;

import io.proofline.cli.config.SavedLogins;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Options with the console's address and a token of the management API. A token is never an
 * argument, since other users of a machine see those.
 */
final class ConsoleOptions {

  /** The environment variable that holds a token. */
  static final String TOKEN = "PROOFLINE_TOKEN";

  /** The console's default port on this machine. */
  private static final URI DEFAULT = URI.create("http://localhost:8084");

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--console",
      paramLabel = "URL",
      description =
          "Address of the console. Default: that of the installation, else that of the newest"
              + " 'proofline login', else http://localhost:8084.")
  @Nullable URI console;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with a token of the management API. Default: the environment variable "
              + TOKEN
              + ", else the token that 'proofline login' stored for the console, else that of the"
              + " installation.")
  @Nullable Path tokenFile;

  private final SavedLogins logins = SavedLogins.of(System.getenv());

  /** A token, and where it comes from. */
  private record FoundToken(String token, String origin) {

    /** Hides the token. */
    @Override
    public String toString() {
      return "FoundToken[%s]".formatted(origin);
    }
  }

  /** A client of the console; no call is made yet. */
  ConsoleClient open(InstallationOptions installations) {
    var installation = installation(installations);
    var address = address(installation, installations);
    var found =
        Stream.<Supplier<Optional<FoundToken>>>of(
                this::ofFile,
                ConsoleOptions::ofEnvironment,
                () ->
                    logins.token(address).map(token -> new FoundToken(token, "'proofline login'")),
                () -> installation.flatMap(one -> ofInstallation(one, address)))
            .flatMap(source -> source.get().stream())
            .findFirst()
            .orElseThrow(() ->
                wrongUse(
                    "No token is known for %s. To store one: proofline login --console %s"
                        .formatted(address, address)));
    return client(address, found.token(), found.origin());
  }

  /** A client with a token that is not stored yet. */
  ConsoleClient open(InstallationOptions installations, String token) {
    return client(address(installations), token, "this login");
  }

  /** The address of the console. */
  URI address(InstallationOptions installations) {
    return address(installation(installations), installations);
  }

  private ConsoleClient client(URI address, String token, String origin) {
    return new ConsoleClient(
        address, token, origin, line -> spec.commandLine().getErr().println(line));
  }

  private Optional<Installation> installation(InstallationOptions installations) {
    return console == null ? installations.find() : installations.named();
  }

  private URI address(Optional<Installation> installation, InstallationOptions installations) {
    var address =
        Optional.ofNullable(console)
            .or(() -> installation.map(one -> one.addresses().console()))
            .or(logins::newest)
            .or(() -> hasToken() ? Optional.of(DEFAULT) : Optional.empty())
            .orElseThrow(() -> installations.notFound("--console URL of a console"));
    if (address.getHost() == null) {
      throw wrongUse("--console must be an address such as %s, not %s".formatted(DEFAULT, address));
    }
    return URI.create(address.toString().replaceAll("/+$", ""));
  }

  private boolean hasToken() {
    return tokenFile != null || ofEnvironment().isPresent();
  }

  private Optional<FoundToken> ofFile() {
    return Optional.ofNullable(tokenFile)
        .map(file -> {
          var token = InputFile.read(spec, file).strip();
          if (token.isEmpty()) {
            throw wrongUse("The file %s has no token.".formatted(file));
          }
          return new FoundToken(token, file.toString());
        });
  }

  private static Optional<FoundToken> ofEnvironment() {
    return Optional.ofNullable(System.getenv(TOKEN))
        .map(String::strip)
        .filter(token -> !token.isEmpty())
        .map(token -> new FoundToken(token, TOKEN));
  }

  /** An installation's token is sent to its own console only. */
  private static Optional<FoundToken> ofInstallation(Installation installation, URI address) {
    return Optional.of(installation.addresses())
        .filter(addresses -> addresses.console().equals(address))
        .map(addresses ->
            new FoundToken(
                addresses.secrets().consoleToken(), "the installation in " + installation.data()));
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(spec.commandLine(), PasteableCommands.complete(spec, message));
  }
}
