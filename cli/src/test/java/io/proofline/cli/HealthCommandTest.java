package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCommandTest {

  private static final String UP = "{'status':'UP','components':{'ping':{'status':'UP'}}}";
  private static final String DOWN =
      "{'status':'DOWN','components':{'ping':{'status':'UP'},'ziflowLane':{'status':'DOWN','details':{'cause':'Ziflow"
          + " refuses our access (401)'}}}}";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_healthy_service_is_a_line_and_exit_code_zero() throws Exception {
    try (var service = new FakeConsole().answers("/actuator/health", UP)) {
      assertThat(run("--service", "workers=" + service.address() + "/actuator/health")).isZero();
      assertThat(out.toString()).contains("workers  up").doesNotContain("What to do");
    }
  }

  @Test
  void an_unhealthy_part_is_reported_with_its_cause_and_remedy() throws Exception {
    try (var service = new FakeConsole().answers("/actuator/health", 503, DOWN)) {
      var address = service.address() + "/actuator/health";
      assertThat(
              run("--service", "workers=" + address, "--service", "gateway=http://127.0.0.1:1/h"))
          .isOne();
      assertThat(out.toString())
          .contains("workers  DOWN    ziflowLane  Ziflow refuses our access (401)")
          .contains("workers, ziflowLane: Commands wait; none is lost.")
          .contains("gateway  DOWN    answer      no answer from http://127.0.0.1:1/h")
          .contains("gateway, answer: If it does not run, start it");
    }
  }

  @Test
  void a_service_that_restores_its_state_is_not_down() throws Exception {
    var restoring =
        "{'status':'OUT_OF_SERVICE','components':{'streams':{'status':'OUT_OF_SERVICE',"
            + "'details':{'cause':'review restores its state from Kafka since 10:00'}}}}";
    try (var service = new FakeConsole().answers("/actuator/health", 503, restoring)) {
      assertThat(run("--service", "processor=" + service.address() + "/actuator/health")).isOne();
      assertThat(out.toString())
          .contains(
              "processor  restoring  streams  review restores its state from Kafka since 10:00")
          .contains("processor, streams: Nothing is lost, and nothing is to be done");
    }
  }

  @Test
  void another_program_is_not_a_service() throws Exception {
    try (var service = new FakeConsole().answers("/actuator/health", "<html>")) {
      assertThat(run("--service", "workers=" + service.address() + "/actuator/health")).isOne();
      assertThat(out.toString()).contains("the program that answers is not a service of Proofline");
    }
  }

  @Test
  void the_console_says_how_current_everything_is(@TempDir Path folder) throws Exception {
    try (var console =
        new FakeConsole()
            .answers("/actuator/health", UP)
            .answers(
                "/freshness",
                "{'as_of':'2026-01-01T10:00:00Z','last_webhook':null,'last_poll':'2026-01-01T09:00:00Z'}")) {
      var token = Files.writeString(folder.resolve("token"), FakeConsole.TOKEN);
      var options = new String[] {"--console", "" + console.address(), "--token-file", "" + token};

      assertThat(run(options)).as(err::toString).isZero();
      assertThat(out.toString())
          .contains("console  up")
          .containsPattern("answers are complete up to +2026-01-01T10:00:00Z")
          .containsPattern("last webhook of Ziflow +none yet");
      out.getBuffer().setLength(0);
      assertThat(run(options[0], options[1], options[2], options[3], "--json")).isZero();
      assertThat(out.toString()).contains("\"is_up\" : true", "\"freshness\" : {");
    }
  }

  @Test
  void a_directory_without_an_installation_is_wrong_use(@TempDir Path folder) {
    assertThat(run("--data", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is not the data directory of a started installation");
  }

  @Test
  void a_service_or_an_installation_has_to_be_named() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("or --console URL of a console");
  }

  private int run(String... args) {
    var all = new String[args.length + 1];
    all[0] = "health";
    System.arraycopy(args, 0, all, 1, args.length);
    return Proofline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
