package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.cli.config.RunningInstallations;
import io.proofline.cli.config.ServiceAddresses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands find the installation that they are for. */
class InstallationOptionsTest {

  private static final String WAITING =
      """
      {'file_name':'fig.jpg','waits':'held','waits_since':'2026-01-01T10:00:00Z',
        'reason':null,'next_step':'proofline stuck go-ahead [N]','open_commands':[]}\
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final RunningInstallations running = RunningInstallations.of(System.getenv());
  private FakeConsole console;

  @BeforeEach
  void start() throws IOException {
    console =
        new FakeConsole()
            .review("I1", WAITING)
            .answers("/freshness", "{'as_of':'2026-01-01T10:00:00Z','last_poll':null}")
            .answers("/actuator/health", "{'status':'UP','components':{}}");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stuck", "stuck go-ahead", "review withdraw I1", "health"})
  void the_only_running_installation_is_found(String line) throws IOException {
    try (var _ = running.register(installation("one"))) {
      assertThat(run(line)).as(err::toString).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stuck", "health", "rules show", "doctor", "erase ann@example.com"})
  void several_running_installations_are_listed_with_the_option_to_add(String line)
      throws IOException {
    try (var _ = running.register(installation("one"));
        var _ = running.register(installation("two"))) {
      assertThat(run(line)).isEqualTo(2);
      assertThat(err.toString())
          .contains(
              "2 installations run on this machine. Add one of these to the command:",
              "  --data " + folder.resolve("one"),
              "  --data " + folder.resolve("two"));
    }
  }

  @Test
  void a_named_installation_comes_before_running_ones() throws IOException {
    var named = installation("three");
    try (var _ = running.register(installation("one"));
        var _ = running.register(installation("two"))) {
      assertThat(run("stuck --data " + named)).as(err::toString).isZero();
    }
  }

  @Test
  void explicit_options_come_before_everything() throws IOException {
    var token = Files.writeString(folder.resolve("token"), FakeConsole.TOKEN);
    try (var _ = running.register(installation("one"));
        var _ = running.register(installation("two"))) {
      assertThat(run("stuck --console %s --token-file %s".formatted(console.address(), token)))
          .as(err::toString)
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stuck",
        "asset I1",
        "health",
        "doctor",
        "webhooks list",
        "rules show",
        "rules push FILE",
        "rules check FILE --live",
        "topics create",
        "audit export --all"
      })
  void without_an_installation_the_message_names_data_and_the_other_options(String line)
      throws IOException {
    var rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    assertThat(run(line.replace("FILE", rules.toString()))).isEqualTo(2);
    assertThat(err.toString())
        .containsPattern("No installation runs on this machine[^\n]*Add --data DIR[^\n]* or --");
  }

  private static final String RULES =
      """
      version: 1
      teams: { owner: [dam@example.com] }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      proof: { owner: owner }
      """;

  @Test
  void a_directory_without_an_installation_is_reported_with_a_command_to_start_one() {
    assertThat(run("stuck --data " + folder)).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            folder + " is not the data directory of a started installation",
            "proofline demo --data " + folder);
  }

  @Test
  void next_steps_carry_the_data_directory_that_was_typed() throws IOException {
    var data = installation("one");

    assertThat(run("stuck --data " + data)).isZero();
    assertThat(out.toString()).contains("proofline stuck go-ahead [N] --data " + data);
    assertThat(run("review withdraw I1 --data " + data)).isZero();
    assertThat(out.toString()).contains("proofline asset I1 --data " + data);
    assertThat(run("asset I2 --data " + data)).isOne();
    assertThat(err.toString()).contains("proofline review reread I2 --data " + data);
  }

  private Path installation(String name) throws IOException {
    var data = Files.createDirectories(folder.resolve(name));
    var address = console.address();
    new ServiceAddresses(
            address,
            address,
            address,
            address,
            "127.0.0.1:1",
            "acme",
            Map.of("console", URI.create(address + "/actuator/health")),
            new ServiceAddresses.ServiceTokens(FakeConsole.TOKEN),
            null)
        .write(data.resolve("addresses.json"));
    return data;
  }

  private int run(String line) {
    return Proofline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line.split(" "));
  }
}
