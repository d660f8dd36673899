package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCommandTest {

  private static final String UP = "{'status':'UP','components':{'ping':{'status':'UP'}}}";
  private static final String RED =
      "{'status':'DOWN','components':{'ping':{'status':'UP'},"
          + "'ziflowLane':{'status':'DOWN','details':{'cause':'Ziflow refuses our access (401)'}}}}";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void what_is_up_is_a_line_and_zero() throws Exception {
    try (var service = new FakeProcessor().answers("/actuator/health", UP)) {
      assertThat(run("--service", "workers=" + service.address() + "/actuator/health")).isZero();
      assertThat(out.toString()).contains("workers  up").doesNotContain("What to do");
    }
  }

  @Test
  void what_is_down_is_told_with_its_cause_and_what_to_do() throws Exception {
    try (var service = new FakeProcessor().answers("/actuator/health", 503, RED)) {
      var address = service.address() + "/actuator/health";
      assertThat(
              run("--service", "workers=" + address, "--service", "gateway=http://127.0.0.1:1/h"))
          .isOne();
      assertThat(out.toString())
          .contains("workers  DOWN    ziflowLane  Ziflow refuses our access (401)")
          .contains("workers, ziflowLane: Nothing is lost.")
          .contains("gateway  DOWN    door        http://127.0.0.1:1/h gives no answer")
          .contains("gateway, door: Is it running?");
    }
  }

  @Test
  void a_stranger_is_no_service() throws Exception {
    try (var service = new FakeProcessor().answers("/actuator/health", "<html>")) {
      assertThat(run("--service", "workers=" + service.address() + "/actuator/health")).isOne();
      assertThat(out.toString()).contains("what answers is no service of Proofline");
    }
  }

  @Test
  void a_directory_that_nobody_runs_on_is_wrong_use(@TempDir Path folder) {
    assertThat(run("--data", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("start Proofline on it first");
  }

  @Test
  void somebody_has_to_be_asked() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Say --data DIR, or --service NAME=URL");
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
