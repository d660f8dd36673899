package io.proofline.standalone.cli;

import io.proofline.standalone.Accounts;
import io.proofline.standalone.up.UpReader;
import io.proofline.standalone.up.UpRefused;
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
  Accounts read() {
    if (config == null) {
      return Accounts.fromEnvironment(System.getenv());
    }
    try {
      return Accounts.of(UpReader.read(config, System::getenv));
    } catch (UpRefused e) {
      throw new IllegalArgumentException("%s has mistakes:%n%s".formatted(config, e.getMessage()));
    }
  }
}
