package io.proofline.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {

  private static final String RULES =
      """
      version: 1
      teams: { owner: [dam@example.com] }
      reviews: [ { name: Events, when: { keyword: event }, ask: [ { stage: Desk, team: owner } ] } ]
      proof: { owner: owner }
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_good_file_is_without_mistakes() throws IOException {
    assertThat(run("check", file(RULES))).isZero();
    assertThat(out.toString()).contains("is without mistakes").doesNotContain("note:");
  }

  @Test
  void the_rules_of_the_demo_use_only_what_is_carried_out() {
    assertThat(run("check", "src/main/resources/demo-rules.yaml")).isZero();
    assertThat(out.toString()).doesNotContain("note:");
  }

  @Test
  void what_is_not_carried_out_is_a_note() throws IOException {
    assertThat(run("check", file(RULES + "withdrawn: { keep_in: Away }\n"))).isZero();
    assertThat(out.toString())
        .contains("note: line 5, column 1: 'withdrawn' is not carried out by this version yet");
  }

  @Test
  void a_file_with_mistakes_is_told_with_all_of_them() throws IOException {
    assertThat(run("check", file("version: 2\nteams: { owner: nobody }\nproof: {}\n"))).isOne();
    assertThat(err.toString()).contains("line 1, ", "line 2, ", "line 3, ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_push_refuses_what_is_not_carried_out_before_it_asks_anybody() throws IOException {
    var rules = file(RULES + "withdrawn: { keep_in: Away }\n");

    assertThat(run("push", rules, "--bootstrap", "127.0.0.1:1", "--registry", "http://127.0.0.1:1"))
        .isOne();
    assertThat(err.toString())
        .contains("line 5, column 1: 'withdrawn' is not carried out by this version yet");
  }

  @Test
  void rules_are_tried_on_a_sample() throws IOException {
    var sample = folder.resolve("sample.json");
    Files.writeString(sample, "{\"keywords\": [\"event\"]}");

    assertThat(run("try", file(RULES), "--sample", sample.toString())).isZero();
    assertThat(out.toString()).contains("Events: yes", "By 'Events' it would be asked of:");
  }

  @Test
  void a_sample_with_mistakes_is_refused() throws IOException {
    var sample = folder.resolve("sample.yaml");
    Files.writeString(sample, "keyword: event\n");

    assertThat(run("try", file(RULES), "--sample", sample.toString())).isOne();
    assertThat(err.toString()).contains("did you mean 'keywords'?");
  }

  @Test
  void the_schema_is_printed() {
    assertThat(run("schema")).isZero();
    assertThat(out.toString()).startsWith("{").contains("\"$defs\"");
  }

  @Test
  void a_file_that_is_not_there_is_wrong_use() {
    assertThat(run("check", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(run("try", folder.resolve("none.yaml").toString())).isEqualTo(2);
  }

  private String file(String yaml) throws IOException {
    var file = folder.resolve("rules.yaml");
    Files.writeString(file, yaml);
    return file.toString();
  }

  private int run(String command, String... args) {
    var line = new String[args.length + 2];
    line[0] = "rules";
    line[1] = command;
    System.arraycopy(args, 0, line, 2, args.length);
    return Proofline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line);
  }
}
