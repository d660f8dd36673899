package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EraseCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeConsole console;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("token"), FakeConsole.TOKEN);
    console =
        new FakeConsole()
            .answers(
                "/people/erasures",
                "{'person_id':'p1','request_id':'r1','person':{'id':'p1','name':'Bo"
                    + " Example','erased_at':null,'comments':1},'teams':['brand'],'older_rules':2}")
            .answers("/people/p1", "{'person':{'id':'p1','erased_at':'2026-01-01T10:00:00Z'}}");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void an_erasure_lists_deleted_and_kept_data_and_is_requested() {
    assertThat(run("", "--yes")).as(err::toString).isZero();
    assertThat(out.toString())
        .contains(
            "bo@example.com is person p1, known as Bo Example.",
            "the texts of comments in 'comments': 1",
            "Gone in 90 days",
            "the address, in team brand, until rules without it are pushed",
            "in rules that are no longer in force: 2 versions",
            "Erased.");
    assertThat(console.changes()).containsExactly("{'email':'bo@example.com'}");
  }

  @Test
  void without_confirmation_nothing_is_erased() {
    assertThat(run("n\n")).isOne();
    assertThat(out.toString()).contains("Nothing was erased");
    assertThat(run("", "--dry-run", "--json")).isZero();
    assertThat(out.toString()).contains("\"person_id\" : \"p1\"");
    assertThat(console.changes()).isEmpty();
  }

  private int run(String typed, String... options) {
    var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    var command = new CommandLine(new EraseCommand(in));
    var words = new ArrayList<String>();
    words.add("bo@example.com");
    words.addAll(List.of(options));
    words.addAll(List.of("--console", "" + console.address()));
    words.addAll(List.of("--token-file", folder + "/token"));
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words.toArray(String[]::new));
  }
}
