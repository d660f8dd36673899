package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Longer than 300 lines because all subcommands of rules share one set of files. */
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
  void a_good_file_has_no_mistakes() throws IOException {
    assertThat(run("check", file(RULES))).isZero();
    assertThat(out.toString()).contains("has no mistakes").doesNotContain("note:");
  }

  @Test
  void the_rules_of_the_demo_use_only_supported_features() {
    assertThat(run("check", "../standalone/src/main/resources/demo-rules.yaml")).isZero();
    assertThat(out.toString()).doesNotContain("note:");
  }

  @Test
  void an_unsupported_feature_is_a_note() throws IOException {
    assertThat(run("check", file(RULES + "approved: { store: new_version }\n"))).isZero();
    assertThat(out.toString())
        .contains("note: line 5, column 13: 'store' is not supported by this version yet");
  }

  @Test
  void letters_that_look_alike_are_a_warning() throws IOException {
    var rules = RULES.replaceFirst("(\\w)@", "\u0435$1@");

    assertThat(run("check", file(rules))).isZero();
    assertThat(out.toString()).contains("warning: line ").contains("mixes Cyrillic and Latin");
  }

  @Test
  void a_file_in_latin_1_is_refused_by_every_command() throws IOException {
    var rules = folder.resolve("latin1.yaml");
    Files.write(rules, (RULES + "# für\n").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(run("check", rules.toString())).isOne();
    assertThat(run("try", rules.toString(), "--sample", rules.toString())).isOne();
    assertThat(run("push", rules.toString(), "--console", "http://127.0.0.1:1")).isOne();
    assertThat(err.toString().split("the byte 0xFC is not UTF-8", -1)).hasSize(4);
  }

  @Test
  void all_mistakes_of_a_file_are_listed() throws IOException {
    assertThat(run("check", file("version: 2\nteams: { owner: nobody }\nproof: {}\n"))).isOne();
    assertThat(err.toString()).contains("line 1, ", "line 2, ", "line 3, ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_push_rejects_unsupported_features_before_it_asks_the_console() throws IOException {
    var rules = file(RULES + "approved: { store: new_version }\n");

    assertThat(run("push", rules, "--console", "http://127.0.0.1:1")).isOne();
    assertThat(err.toString())
        .contains("line 5, column 13: 'store' is not supported by this version yet");
  }

  @Test
  void rules_are_evaluated_for_a_sample() throws IOException {
    var sample = folder.resolve("sample.json");
    Files.writeString(sample, "{\"keywords\": [\"event\"]}");

    assertThat(run("try", file(RULES), "--sample", sample.toString())).isZero();
    assertThat(out.toString())
        .contains("Events: yes", "Its review by 'Events' would have the stages:");
  }

  @Test
  void a_sample_with_mistakes_is_rejected() throws IOException {
    var sample = folder.resolve("sample.yaml");
    Files.writeString(sample, "keyword: event\n");

    assertThat(run("try", file(RULES), "--sample", sample.toString())).isOne();
    assertThat(err.toString()).contains("did you mean 'keywords'?");
  }

  @Test
  void rules_are_evaluated_for_a_known_asset_beside_the_result_of_those_in_force()
      throws IOException {
    try (var console = new FakeConsole()) {
      console
          .review(
              "I1",
              """
              {'file_name':'fig.jpg','state':'in_review','reason':null,'rule':'Old events',
               'rules_version':'0a1b','asset':%s}\
              """
                  .formatted(asset("event", null)))
          .review("I2", "{'state':'selected','asset':null}");

      assertThat(run("try", with(console, file(RULES), "--asset", "fig.jpg"))).isZero();
      assertThat(out.toString())
          .contains(
              "Events: yes",
              "Its review by 'Events' would have the stages:",
              "Result of the rules in force (version 0a1b): in review, by 'Old events'.");
      assertThat(run("try", with(console, file(RULES), "--asset", "I2"))).isOne();
      assertThat(err.toString()).contains("Asset I2 has not been read from the library yet.");
      assertThat(run("try", with(console, file(RULES), "--asset", "I3"))).isOne();
      assertThat(err.toString()).contains("Proofline does not know asset I3.");
    }
  }

  /** The numbers that are printed before rules are put into force for known assets. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "all         |                    | Of 4 known assets without a review, 3 known assets"
            + " would be picked, and 2 people asked.",
        "since a day       | --since=2026-03-01 | Of 4 known assets without a review, 1 known asset"
            + " would be picked, and 1 person asked.",
        "without a date  | --since=2026-03-01 | Left out: 2 assets without a known date.",
        "by rule           |                    | otherwise                      1",
        "without settle        |                    | These rules have no 'settle', so rules alone"
            + " pick nothing"
      })
  void a_push_for_known_assets_counts_before_the_confirmation(
      String sentence, @Nullable String since, String expected) throws IOException {
    try (var console = library(new FakeConsole())) {
      var rules =
          file(
              RULES
                  .replace("proof:", "otherwise: { ask: [ { stage: Else, team: press } ] }\nproof:")
                  .replace("[dam@example.com]", "[dam@example.com], press: [bo@example.com]")
                  .replace("reviews:", "select: { keyword: 'review:*' }\nreviews:"));
      var words = with(console, rules, "--also-existing");
      if (since != null) {
        words.add(since);
      }

      assertThat(run("push", words)).isOne();
      assertThat(out.toString()).contains(expected, "The rules are not in force.");
      assertThat(err.toString()).contains("as there is no terminal to confirm it at");
      assertThat(console.changes()).isEmpty();
      words.add("--dry-run");
      assertThat(run("push", words)).isZero();
      assertThat(out.toString()).contains("this was a dry run");
    }
  }

  @Test
  void an_evaluation_by_the_pushed_version_is_requested_for_each_known_asset_that_is_picked()
      throws Exception {
    try (var console = library(new FakeConsole())) {
      console.answers("/rules/pushes", 201, PUSHED);
      var rules = file(RULES.replace("reviews:", "select: { keyword: 'review:*' }\nreviews:"));

      assertThat(run("push", with(console, rules, "--also-existing", "--yes")))
          .as(err::toString)
          .isZero();
      assertThat(console.changes())
          .hasSize(2)
          .last()
          .isEqualTo("{'assets':['I1','I4'],'kind':'consider','rules_version':'0a1b'}");
      assertThat(out.toString()).contains("2 requests recorded, one for each asset.");
    }
  }

  private static final String PUSHED = "{'version':'0a1b','replaces':'0a1a','changed':true}";

  @Test
  void a_push_names_the_rules_that_it_replaces_and_the_way_back() throws IOException {
    try (var console = new FakeConsole()) {
      console
          .answers("/rules", "{'rules':{'version':'0a1a','pushed_at':'2026-01-01T10:00:00Z'}}")
          .answers("/rules/pushes", 201, PUSHED);

      assertThat(run("push", with(console, file(RULES)))).as(err::toString).isZero();
      assertThat(out.toString())
          .contains(
              "The rules are in force, version 0a1b.",
              "They replace version 0a1a, in force since 2026-01-01T10:00:00Z.",
              "To return to the former ones: proofline rules rollback 0a1a");
      assertThat(run("rollback", with(console, "0a1a"))).isZero();
      assertThat(console.changes()).last().isEqualTo("{'version':'0a1a'}");
    }
  }

  @Test
  void rules_and_their_history_are_shown() throws IOException {
    try (var console = new FakeConsole()) {
      console
          .answers("/rules", "{'rules':{'version':'0a1a','pushed_at':'now','text':'version: 1'}}")
          .answers(
              "/rules/history?limit=50",
              "{'items':[{'version':'0a1a','replaces':null,'pushed_at':'2026-01-01','pushed_by':'Ann'}]}");

      assertThat(run("show", with(console))).isZero();
      assertThat(out.toString()).isEqualTo("version: 1");
      assertThat(run("show", with(console, "0a19"))).isOne();
      assertThat(err.toString()).contains("No rules of version 0a19 were pushed.");
      assertThat(run("history", with(console))).isZero();
      assertThat(out.toString()).contains("2026-01-01  0a1a               Ann");
    }
  }

  /** Three pages, and an asset with a review. */
  private static FakeConsole library(FakeConsole console) {
    return console
        .pagesOf(2)
        .review("I1", notPicked(asset("review:a','event", "2026-03-02T10:00:00Z")))
        .review("I2", notPicked(asset("autumn", "2026-03-02T10:00:00Z")))
        .review("I3", notPicked(asset("review:b", null)))
        .review("I4", notPicked(asset("event','review:c", null)))
        .review("I5", "{'state':'approved','asset':%s}".formatted(asset("event", null)))
        .review("I6", notPicked("null"));
  }

  private static String notPicked(String asset) {
    return "{'state':'not_picked','asset':%s}".formatted(asset);
  }

  private static String asset(String keyword, @Nullable String uploadedAt) {
    return """
    {'asset_id':'I','reading_began_at':'2026-01-01T10:00:00Z','baseline':true,'presence':'there',
     'file_name':'fig.jpg','media_type':'image','file_size':null,'modified_at':null,'width':null,
     'height':null,'galleries':[],'keywords':['%s'],'edit_status':null,'fields':{},
     'uploader':null,'uploaded_at':%s,'our_marker':null}\
    """
        .formatted(keyword, uploadedAt == null ? "null" : "'%s'".formatted(uploadedAt));
  }

  private ArrayList<String> with(FakeConsole console, String... words) throws IOException {
    var token = folder.resolve("token");
    Files.writeString(token, FakeConsole.TOKEN);
    var all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of("--console", console.address().toString(), "--token-file", token.toString()));
    return all;
  }

  private int run(String command, List<String> words) {
    return run(command, words.toArray(String[]::new));
  }

  @Test
  void the_samples_are_listed_and_printed() throws IOException {
    var packaged = Path.of("../review-core/src/main/resources/rules-samples");
    try (var files = Files.list(packaged)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(RulesSampleCommand.NAMES);
    }
    assertThat(run("sample")).isZero();
    assertThat(out.toString())
        .contains(RulesSampleCommand.NAMES)
        .contains("newsroom           Newsroom: ")
        .contains("proofline rules sample newsroom");
    out.getBuffer().setLength(0);
    assertThat(run("sample", "newsroom")).isZero();
    assertThat(out.toString()).isEqualTo(Files.readString(packaged.resolve("newsroom.yaml")));
    assertThat(run("sample", "newspaper")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no sample 'newspaper'. There are: newsroom, ");
  }

  @Test
  void the_schema_is_printed() {
    assertThat(run("schema")).isZero();
    assertThat(out.toString()).startsWith("{").contains("\"$defs\"");
  }

  @Test
  void a_missing_file_is_wrong_use() {
    assertThat(run("check", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(run("try", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(run("try", folder.resolve("none.yaml").toString(), "--asset", "I1")).isEqualTo(2);
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
