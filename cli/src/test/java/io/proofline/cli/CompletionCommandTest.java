package io.proofline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "proofline rules ro, rollback",
    "proofline collec, collections",
    "proofline stuck --by, --by-cause",
    "proofline asset --fi, --find"
  })
  void bash_completes_a_beginning(String typed, String completed) throws Exception {
    assertThat(run("completion", "bash")).isZero();
    var script = Files.writeString(folder.resolve("completion"), out.toString());

    assertThat(complete(script, typed)).contains(completed);
  }

  @Test
  void the_script_for_zsh_loads_its_compatibility_with_bash() {
    assertThat(run("completion", "zsh")).isZero();
    assertThat(out.toString()).startsWith("autoload").contains("bashcompinit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void a_script_can_be_parsed(String shell) throws Exception {
    assertThat(run("completion", shell)).isZero();
    var script = Files.writeString(folder.resolve(shell), out.toString());

    var parser =
        new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
    var printed = new String(parser.getInputStream().readAllBytes(), UTF_8);
    assertThat(parser.waitFor()).as(printed).isZero();
    assertThat(printed).isEmpty();
  }

  @Test
  void another_shell_is_wrong_use() {
    assertThat(run("completion", "fish")).isEqualTo(2);
  }

  private static List<String> complete(Path script, String typed)
      throws IOException, InterruptedException {
    var words = List.of(typed.split(" "));
    var commands =
        """
        source '%s'
        COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=${#COMP_LINE}
        _complete_proofline
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script, typed, words.size() - 1, typed);
    var shell = new ProcessBuilder("bash", "-c", commands).redirectErrorStream(true).start();
    var printed = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.waitFor()).as(printed).isZero();
    return printed.lines().map(String::strip).toList();
  }

  private int run(String... words) {
    return Proofline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter(), true))
        .execute(words);
  }
}
