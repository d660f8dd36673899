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
 * The command {@code proofline}. Exit codes: 0 if the command succeeded, 1 if it failed, 2 for
 * wrong use; {@code audit verify} also has 3.
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
   * The command line, with commands of another module listed before its own.
   *
   * @param first picocli commands
   */
  public static CommandLine commandLine(Object... first) {
    var root = new CommandLine(new Proofline());
    // the settings below reach only subcommands that were added before
    Stream.concat(Arrays.stream(first), ownCommands()).forEach(root::addSubcommand);
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
        .setExecutionExceptionHandler(CommandErrorHandler::handle);
  }

  private static Stream<Object> ownCommands() {
    return Stream.of(
        new DoctorCommand(),
        new LoginCommand(),
        new LogoutCommand(),
        new TokenCommand(),
        new HealthCommand(),
        new WebhooksCommand(),
        ReviewCommand.commandLine(),
        new AssetCommand(),
        new StuckCommand(),
        new CollectionsCommand(),
        new PauseCommand(),
        new ResumeCommand(),
        new AuditCommand(),
        new EraseCommand(),
        new RulesCommand(),
        new TopicsCommand(),
        new CompletionCommand(),
        new HelpCommand());
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var packaged = Proofline.class.getPackage().getImplementationVersion();
      return new String[] {"proofline " + Optional.ofNullable(packaged).orElse("(unpackaged)")};
    }
  }
}
