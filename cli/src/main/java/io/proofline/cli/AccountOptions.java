package io.proofline.cli;

import io.proofline.cli.config.AccountConfig;
import io.proofline.cli.config.InvalidUpConfigException;
import io.proofline.cli.config.UpConfigReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which accounts are asked. */
final class AccountOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The file for proofline up; without it, the services' own environment variables, such as"
              + " PROOFLINE_WORKERS_ACCOUNT and PROOFLINE_WORKERS_ZIFLOW_API_KEY.")
  @Nullable Path config;

  /**
   * @throws IllegalArgumentException with all that is wrong
   */
  AccountConfig read() {
    if (config == null) {
      return AccountConfig.fromEnvironment(System.getenv());
    }
    try {
      return AccountConfig.of(UpConfigReader.read(config, System::getenv));
    } catch (InvalidUpConfigException e) {
      throw new IllegalArgumentException("%s has mistakes:%n%s".formatted(config, e.getMessage()));
    }
  }
}
