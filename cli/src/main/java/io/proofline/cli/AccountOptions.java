package io.proofline.cli;

import io.proofline.cli.config.AccountConfig;
import io.proofline.cli.config.InvalidUpConfigException;
import io.proofline.cli.config.UpConfigReader;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options with the configuration of the Ziflow account and the PhotoShelter library. */
final class AccountOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The file for 'proofline up'. Default: that of the installation, else the services' own"
              + " environment variables, such as PROOFLINE_WORKERS_ACCOUNT and"
              + " PROOFLINE_WORKERS_ZIFLOW_API_KEY.")
  @Nullable Path config;

  /**
   * Reads the file or the environment.
   *
   * @throws IllegalArgumentException with everything that is wrong
   */
  AccountConfig read(InstallationOptions installations) {
    return Optional.ofNullable(config)
        .or(() -> ofInstallation(installations))
        .map(AccountOptions::read)
        .orElseGet(() -> fromEnvironment(installations));
  }

  private static Optional<Path> ofInstallation(InstallationOptions installations) {
    var installation = isInEnvironment() ? installations.named() : installations.find();
    return installation.map(one ->
        one.config()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The file with which the installation in %s was started is not there any more. Add --config FILE."
                        .formatted(one.data()))));
  }

  private static AccountConfig fromEnvironment(InstallationOptions installations) {
    if (!isInEnvironment()) {
      throw installations.notFound("--config FILE, or set PROOFLINE_WORKERS_ACCOUNT");
    }
    return AccountConfig.fromEnvironment(System.getenv());
  }

  private static boolean isInEnvironment() {
    return System.getenv().containsKey("PROOFLINE_WORKERS_ACCOUNT")
        || System.getenv().containsKey("PROOFLINE_GATEWAY_ACCOUNT");
  }

  private static AccountConfig read(Path file) {
    try {
      return AccountConfig.of(UpConfigReader.read(file, System::getenv));
    } catch (InvalidUpConfigException e) {
      throw new IllegalArgumentException("%s has mistakes:%n%s".formatted(file, e.getMessage()));
    }
  }
}
