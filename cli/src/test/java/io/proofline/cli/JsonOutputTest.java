package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** The option {@code --json}. */
class JsonOutputTest {

  /**
   * They print a file, a script or a sentence, or check something and answer by their exit code.
   */
  private static final Set<String> WITHOUT =
      Set.of(
          "audit export",
          "audit verify",
          "completion",
          "doctor",
          "help",
          "login",
          "logout",
          "resume",
          "rules check",
          "rules sample",
          "rules schema",
          "rules try",
          "token revoke",
          "topics create",
          "webhooks install",
          "webhooks list",
          "webhooks remove");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeConsole console;

  @BeforeEach
  void open() throws IOException {
    console =
        new FakeConsole()
            .review("I1", "{'file_name':'fig.jpg','state':'approved','waits':'dead_command'}")
            .answers("/pauses", "{'items':[{'target':'ziflow'}],'pause':{'target':'ziflow'}}")
            .answers("/collections?limit=1000", "{'items':[{'path':'Press'}],'next_cursor':null}")
            .answers("/rules/history?limit=50", "{'items':[{'version':'v1'}]}")
            .answers("/rules", "{'rules':{'version':'v1','text':'version: 1'}}")
            .answers("/rules/pushes", "{'version':'v1','replaces':'v2','changed':true}")
            .answers("/tokens", "{'items':[{'id':'t1'}],'id':'t1','token':'plt_x'}")
            .answers("/audit?limit=1000", "{'items':[{'kind':'verdict'}],'next_cursor':null}");
    Files.writeString(folder.resolve("token"), FakeConsole.TOKEN);
  }

  @AfterEach
  void close() {
    console.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "asset I1, fig.jpg",
    "stuck, dead_command",
    "review reread I1, applied",
    "pause, ziflow",
    "pause ziflow --reason Holidays, ziflow",
    "collections, Press",
    "rules history, v1",
    "rules show, version: 1",
    "rules rollback v1, v2",
    "token list, t1",
    "token create Bot --role viewer, plt_x",
    "audit list, verdict"
  })
  void a_command_prints_its_answer_as_json_and_nothing_else(String line, String text) {
    var words =
        (line + " --json --console " + console.address() + " --token-file " + folder + "/token")
            .split(" ");

    assertThat(run(words)).as(err::toString).isZero();
    assertThat(out.toString()).contains(text);
    assertThat(JsonMapper.shared().readTree(out.toString()).isContainer()).isTrue();
  }

  @Test
  void every_command_with_an_answer_has_the_option() {
    var without = new TreeSet<String>();
    collect(Proofline.commandLine(), "", without);

    assertThat(without).containsExactlyInAnyOrderElementsOf(WITHOUT);
  }

  private static void collect(CommandLine command, String name, Set<String> without) {
    if (command.getSubcommands().isEmpty()
        && command.getCommandSpec().findOption("--json") == null) {
      without.add(name);
    }
    command
        .getSubcommands()
        .forEach((word, each) -> collect(each, (name + " " + word).strip(), without));
  }

  private int run(String... words) {
    return Proofline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
