package io.proofline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpCommandTest {

  private static final String FILE =
      """
      account: acme
      data: data
      rules: rules.yaml
      %s
      files: { address: "https://files.example.com" }
      ziflow: { api-key: "file:%2$s" }
      photoshelter: { api-key: "file:%2$s", email: dam@example.com, password: "file:%2$s", organization-id: O0000 }
      """;
  private static final String RULES =
      """
      version: 1
      teams: { owner: [dam@example.com] }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      proof: { owner: owner }
      reread: { open: 20m }
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.writeString(folder.resolve("secret"), "s3cr3t");
  }

  @Test
  void a_check_prints_the_two_public_addresses_and_starts_nothing() throws IOException {
    assertThat(run("--config", file("hooks: { address: 'https://h.example.com' }"), "--check"))
        .as(err::toString)
        .isZero();
    assertThat(out.toString())
        .contains("has no mistakes", "These two addresses must be reachable")
        .contains("hooks  https://h.example.com/hooks/ziflow  forwarded to 127.0.0.1:9101")
        .contains("files  https://files.example.com           forwarded to 127.0.0.1:9106")
        .doesNotContain("s3cr3t");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void without_hooks_it_prints_how_late_verdicts_are_seen() throws IOException {
    assertThat(run("--config", file("hooks: none"), "--check")).isZero();
    assertThat(out.toString())
        .contains("This address must be reachable", "up to 20 min later")
        .doesNotContain("/hooks/ziflow");
  }

  @Test
  void a_file_with_mistakes_is_rejected() throws IOException {
    Files.writeString(folder.resolve("up.yaml"), "account: ACME\n");
    assertThat(run("--config", folder.resolve("up.yaml").toString())).isOne();
    assertThat(err.toString())
        .contains("up.yaml has mistakes:", "line 1: account is 'ACME'", "missing: ziflow.api-key");
  }

  @Test
  void a_missing_file_is_reported_in_a_sentence() {
    assertThat(run("--config", folder.resolve("none.yaml").toString())).isOne();
    assertThat(err.toString()).contains("does it exist?", "up --sample").doesNotContain("\tat ");
  }

  @Test
  void the_sample_is_printed() {
    assertThat(run("--sample")).isZero();
    assertThat(out.toString()).startsWith("# Configuration of './proofline up --config FILE'.");
  }

  private String file(String hooks) throws IOException {
    var text = FILE.formatted(hooks, folder.resolve("secret"));
    return Files.writeString(folder.resolve("up.yaml"), text).toString();
  }

  private int run(String... args) {
    var all = new String[args.length + 1];
    all[0] = "up";
    System.arraycopy(args, 0, all, 1, args.length);
    return StandaloneMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
