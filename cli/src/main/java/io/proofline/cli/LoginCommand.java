package io.proofline.cli;

import io.proofline.api.ApiPath;
import io.proofline.cli.config.SavedLogins;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stores a token of the management API for the current user. */
@Command(
    name = "login",
    description =
        "Stores your token of the management API, so that the other commands use it: asks for it"
            + " without showing it, or reads it from standard input. An administrator makes it:"
            + " 'proofline token create'.",
    mixinStandardHelpOptions = true)
final class LoginCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  private final InputStream in;

  LoginCommand() {
    this(System.in);
  }

  LoginCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    var address = console.address(installation);
    var token = console.tokenFile == null ? ask() : InputFile.read(spec, console.tokenFile);
    if (token.isBlank()) {
      throw new ParameterException(spec.commandLine(), "No token was given. Nothing is stored.");
    }
    try (var client = console.open(installation, token.strip())) {
      var own = client.get(ApiPath.of("tokens", "own"));
      var logins = SavedLogins.of(System.getenv());
      logins.save(address, token.strip());
      spec.commandLine()
          .getOut()
          .println(
              "Signed in to %s as '%s', role %s%s. The token is stored in %s."
                  .formatted(
                      address,
                      TerminalText.text(own, "name"),
                      TerminalText.text(own, "role"),
                      own.path("expires_at").isString()
                          ? ", until " + TerminalText.text(own, "expires_at")
                          : "",
                      logins.file()));
    }
    return ExitCode.OK;
  }

  private String ask() throws IOException {
    var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (terminal.isPresent()) {
      var typed = terminal.get().readPassword("Token (it is not shown): ");
      return typed == null ? "" : new String(typed);
    }
    var line = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
    return line == null ? "" : line;
  }
}
