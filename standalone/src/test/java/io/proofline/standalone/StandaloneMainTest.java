package io.proofline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneMainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"", "demo", "up", "audit export"})
  void every_command_has_help(String command) {
    assertThat(run((command + " --help").strip().split(" "))).isZero();
    assertThat(out.toString()).contains("Usage: proofline");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo --check --story",
        "demo --all",
        "demo --pause 3",
        "demo --check --pause 3",
        "demo --story --pause soon",
        "demo --soak 1",
        "demo --soak soon",
        "demo --soak 2 --check",
        "demo --soak 2 --faults some",
        "demo --seed 7",
        "up",
        "up --check",
        "up --config f.yaml --sample"
      })
  void wrong_use_exits_with_two_and_prints_the_usage(String command) {
    assertThat(run(command.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: proofline");
  }

  @Test
  void a_soak_rejects_a_used_directory(@TempDir Path used) throws IOException {
    Files.createFile(used.resolve("addresses.json"));
    assertThat(run("demo", "--soak", "2", "--data", used.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--soak needs an unused directory");
  }

  @Test
  void no_command_is_wrong_use() {
    assertThat(run()).isEqualTo(2);
  }

  private int run(String... args) {
    return StandaloneMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
