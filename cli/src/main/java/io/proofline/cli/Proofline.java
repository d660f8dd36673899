package io.proofline.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
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
    versionProvider = Proofline.Version.class)
public final class Proofline {

  private Proofline() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /**
   * The command line with subcommands of another module before its own.
   *
   * @param first picocli commands
   */
  public static CommandLine commandLine(Object... first) {
    var root = new CommandLine(new Proofline());
    // the settings below reach only the subcommands that are there already
    Stream.concat(Arrays.stream(first), ownCommands()).forEach(root::addSubcommand);
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
        .setExecutionExceptionHandler(CommandErrorHandler::handle);
  }

  private static Stream<Object> ownCommands() {
    return Stream.of(
        new DoctorCommand(),
        new HealthCommand(),
        new WebhooksCommand(),
        new ReviewCommand(),
        new AssetCommand(),
        new StuckCommand(),
        new AuditCommand(),
        new EraseCommand(),
        new RulesCommand(),
        new TopicsCommand());
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var packaged = Proofline.class.getPackage().getImplementationVersion();
      return new String[] {"proofline " + Optional.ofNullable(packaged).orElse("(unpackaged)")};
    }
  }
}
