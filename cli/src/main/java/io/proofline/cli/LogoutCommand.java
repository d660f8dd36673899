package io.proofline.cli;

import io.proofline.cli.config.SavedLogins;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Removes the token that {@code login} has stored. */
@Command(
    name = "logout",
    description =
        "Removes the token that 'login' has stored for a console. The token itself stays valid;"
            + " 'proofline token revoke' ends it.",
    mixinStandardHelpOptions = true)
final class LogoutCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() {
    var address = console.address(installation);
    boolean isRemoved = SavedLogins.of(System.getenv()).remove(address);
    spec.commandLine()
        .getOut()
        .println(
            (isRemoved ? "The token for %s is removed." : "No token is stored for %s.")
                .formatted(address));
    return ExitCode.OK;
  }
}
