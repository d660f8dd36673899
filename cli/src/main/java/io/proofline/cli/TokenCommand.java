package io.proofline.cli;

import io.proofline.api.ApiPath;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Groups the commands about tokens of the management API. */
@Command(
    name = "token",
    description = "Makes, lists and ends tokens of the management API. For administrators.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TokenCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "create",
      description =
          "Makes a token and prints it; it is shown only once. Its holder stores it with 'proofline"
              + " login'.",
      mixinStandardHelpOptions = true)
  int create(
      @Parameters(
              paramLabel = "NAME",
              description = "A name, such as the person's or the program's.")
          String name,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description =
                  "viewer (asks), operator (also makes requests) or administrator (everything).")
          String role,
      @Option(
              names = "--email",
              paramLabel = "EMAIL",
              description =
                  "Address of the person; their requests carry the id that is made from it. Left"
                      + " out for a program.")
          @Nullable String email,
      @Option(
              names = "--days",
              paramLabel = "N",
              description = "Number of days after which it ends. Default: no end.")
          @Nullable Integer days,
      @Mixin JsonOption json,
      @Mixin InstallationOptions installations,
      @Mixin ConsoleOptions consoles) {
    var body = new TreeMap<String, Object>(Map.of("name", name, "role", role));
    if (email != null) {
      body.put("email", email);
    }
    if (days != null) {
      body.put("days", days);
    }
    try (var client = consoles.open(installations)) {
      var created = client.post(ApiPath.of("tokens"), body);
      if (!json.print(created)) {
        out().println(TerminalText.text(created, "token"));
        spec.commandLine()
            .getErr()
            .println(
                PasteableCommands.complete(
                    spec,
                    "Token %s of '%s', role %s. It is shown only here. To use it: proofline login --console %s"
                        .formatted(
                            TerminalText.text(created, "id"), name, role, client.address())));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "list",
      description = "Lists all tokens, without their texts.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin JsonOption json,
      @Mixin InstallationOptions installations,
      @Mixin ConsoleOptions consoles) {
    try (var client = consoles.open(installations)) {
      var tokens = client.get(ApiPath.of("tokens")).path("items");
      if (!json.print(tokens)) {
        var table = new TextTable("ID", "NAME", "ROLE", "PERSON", "ENDS", "LAST USED", "REVOKED");
        for (var token : tokens) {
          table.row(
              TerminalText.text(token, "id"),
              TerminalText.text(token, "name"),
              TerminalText.text(token, "role"),
              TerminalText.text(token, "email"),
              token.path("expires_at").asString("never"),
              token.path("last_used_at").asString("never"),
              TerminalText.text(token, "revoked_at"));
        }
        table.print(out());
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "revoke", description = "Ends a token at once.", mixinStandardHelpOptions = true)
  int revoke(
      @Parameters(paramLabel = "ID", description = "Id of the token, as 'token list' shows it.")
          String id,
      @Mixin InstallationOptions installations,
      @Mixin ConsoleOptions consoles) {
    try (var client = consoles.open(installations)) {
      client.delete(ApiPath.of("tokens", id));
      out().println("Token %s is not accepted any more.".formatted(id));
      return ExitCode.OK;
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
