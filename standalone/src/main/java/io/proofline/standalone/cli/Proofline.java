package io.proofline.standalone.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;

/**
 * The command {@code proofline}: 0 when it did what was asked, 1 when it failed, 2 for wrong use.
 */
@Command(
    name = "proofline",
    description = "Keeps a PhotoShelter library and a Ziflow account in step.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Proofline.Version.class,
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DoctorCommand.class,
      HealthCommand.class,
      WebhooksCommand.class,
      ReviewCommand.class,
      AssetCommand.class,
      StuckCommand.class,
      AuditCommand.class,
      EraseCommand.class,
      RulesCommand.class,
      TopicsCommand.class
    })
public final class Proofline {

  private Proofline() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Proofline())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
        .setExecutionExceptionHandler(Failures::tell);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var packaged = Proofline.class.getPackage().getImplementationVersion();
      return new String[] {"proofline " + Optional.ofNullable(packaged).orElse("(unpackaged)")};
    }
  }
}
