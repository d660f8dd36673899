package io.proofline.standalone;

import io.proofline.cli.config.RunningInstallations;
import io.proofline.cli.config.RunningInstallations.Registration;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers a running installation, so that commands on this machine find it by themselves. */
final class InstallationRegistration {

  private static final Logger LOG = LoggerFactory.getLogger(InstallationRegistration.class);

  private InstallationRegistration() {}

  /** Registers until closed. Without a writable directory it logs, and commands need --data. */
  static Registration register(DataDirectory data) {
    try {
      return RunningInstallations.of(System.getenv()).register(data.root());
    } catch (UncheckedIOException e) {
      LOG.warn("Commands need --data {} to find this installation", data.root(), e);
      return () -> {};
    }
  }
}
