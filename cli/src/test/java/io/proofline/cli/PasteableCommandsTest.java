package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasteableCommandsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "To see it: proofline asset I1 | To see it: proofline asset I1 --data '/d e'",
        "proofline stuck --why held | proofline stuck --why held --data '/d e'",
        "proofline stuck retry a1, or stuck discard a1 | proofline stuck retry a1 --data '/d e', or"
            + " stuck discard a1",
        "proofline review start I1 begins it again | proofline review start I1 --data '/d e' begins"
            + " it again",
        "proofline stuck go-ahead [N] | proofline stuck go-ahead [N] --data '/d e'",
        "(proofline doctor --write-test). | (proofline doctor --write-test --data '/d e').",
        "proofline health, then proofline stuck | proofline health --data '/d e', then proofline"
            + " stuck --data '/d e'",
        "proofline asset I1 --data x | proofline asset I1 --data x",
        "proofline audit verify q1.json | proofline audit verify q1.json",
        "proofline is not a command here | proofline is not a command here",
        "see /opt/proofline health | see /opt/proofline health"
      })
  void commands_carry_the_options_that_a_person_typed(String text, String complete) {
    var command = Proofline.commandLine();
    command.parseArgs("stuck", "--data", "/d e", "--why", "held");

    assertThat(PasteableCommands.complete(command.getCommandSpec(), text)).isEqualTo(complete);
  }

  @Test
  void options_that_the_next_command_does_not_have_are_left_out() {
    var command = Proofline.commandLine();
    command.parseArgs("audit", "export", "--all", "--bootstrap", "b:1", "--registry", "http://r");

    assertThat(PasteableCommands.complete(command.getCommandSpec(), "proofline stuck"))
        .isEqualTo("proofline stuck");
    assertThat(PasteableCommands.complete(command.getCommandSpec(), "proofline topics create"))
        .isEqualTo("proofline topics create --bootstrap b:1");
  }

  @Test
  void a_console_and_a_token_file_are_carried() {
    var command = Proofline.commandLine();
    command.parseArgs("rules", "push", "f", "--console", "http://c", "--token-file", "t");

    assertThat(PasteableCommands.complete(command.getCommandSpec(), "proofline rules history"))
        .isEqualTo("proofline rules history --console http://c --token-file t");
  }

  @Test
  void words_are_quoted_for_a_shell() {
    assertThat(PasteableCommands.quote("/a/b-1.yaml")).isEqualTo("/a/b-1.yaml");
    assertThat(PasteableCommands.quote("it's")).isEqualTo("'it'\\''s'");
  }
}
