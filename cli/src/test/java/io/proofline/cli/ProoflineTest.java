package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProoflineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void the_version_is_printed() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("proofline ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "doctor",
        "health",
        "webhooks",
        "webhooks install",
        "topics",
        "topics create",
        "asset",
        "review",
        "review withdraw",
        "stuck",
        "stuck retry",
        "stuck go-ahead",
        "rules",
        "rules check",
        "rules try",
        "rules push",
        "rules show",
        "rules sample",
        "rules history",
        "rules rollback",
        "collections",
        "pause",
        "resume",
        "completion",
        "login",
        "logout",
        "token",
        "token create",
        "audit",
        "audit list",
        "audit export",
        "audit verify",
        "erase"
      })
  void every_command_has_help(String command) {
    assertThat(run((command + " --help").strip().split(" "))).isZero();
    assertThat(out.toString()).contains("Usage: proofline");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit",
        "audit verify",
        "erase",
        "topics",
        "xyz",
        "topics create",
        "--colour",
        "asset",
        "review",
        "stuck link P1",
        "rules try rules.yaml",
        "rules push rules.yaml --since 2026-01-01"
      })
  void wrong_use_exits_with_two_and_prints_the_usage(String command) {
    assertThat(run(command.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: proofline");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "help stuck", "help review withdraw", "help rules push"})
  void help_prints_the_usage_of_a_command(String line) {
    assertThat(run(line.split(" "))).isZero();
    assertThat(out.toString()).contains(line.replace("help", "Usage: proofline"));
  }

  @Test
  void help_for_an_unknown_command_is_wrong_use() {
    assertThat(run("help", "rules", "pull")).isEqualTo(2);
    assertThat(err.toString())
        .contains("There is no command 'rules pull'. All commands: proofline help");
  }

  @Test
  void no_command_is_wrong_use() {
    assertThat(run()).isEqualTo(2);
  }

  private int run(String... args) {
    return Proofline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
