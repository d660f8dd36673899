package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.rules.RulesFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
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
    assertThat(
            run(
                "push",
                rules.toString(),
                "--bootstrap",
                "127.0.0.1:1",
                "--registry",
                "http://127.0.0.1:1"))
        .isOne();
    assertThat(err.toString().split("the byte 0xFC is not UTF-8", -1)).hasSize(4);
  }

  @Test
  void all_mistakes_of_a_file_are_listed() throws IOException {
    assertThat(run("check", file("version: 2\nteams: { owner: nobody }\nproof: {}\n"))).isOne();
    assertThat(err.toString()).contains("line 1, ", "line 2, ", "line 3, ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_push_rejects_unsupported_features_before_it_contacts_kafka() throws IOException {
    var rules = file(RULES + "approved: { store: new_version }\n");

    assertThat(run("push", rules, "--bootstrap", "127.0.0.1:1", "--registry", "http://127.0.0.1:1"))
        .isOne();
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
    try (var processor = new FakeProcessor()) {
      processor.answers(
          "/reviews/I1",
          """
          {'state':'in_review','reason':null,'rule':'Old events','rules_version':'0a1b','state_record':
            {'library':{'asset':%s}}}\
          """
              .formatted(asset("event", null)));
      processor.answers(
          "/reviews/I2", "{'state':'selected','state_record':{'library':{'asset':null}}}");

      assertThat(run("try", with(processor, file(RULES), "--asset", "I1"))).isZero();
      assertThat(out.toString())
          .contains(
              "Events: yes",
              "Its review by 'Events' would have the stages:",
              "Result of the rules in force (version 0a1b): in review, by 'Old events'.");
      assertThat(run("try", with(processor, file(RULES), "--asset", "I2"))).isOne();
      assertThat(err.toString()).contains("Asset I2 has not been read from the library yet.");
      assertThat(run("try", with(processor, file(RULES), "--asset", "I3"))).isOne();
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
    try (var processor = new FakeProcessor();
        var other = new FakeProcessor()) {
      library(processor, other);
      var rules =
          file(
              RULES
                  .replace("proof:", "otherwise: { ask: [ { stage: Else, team: press } ] }\nproof:")
                  .replace("[dam@example.com]", "[dam@example.com], press: [bo@example.com]")
                  .replace("reviews:", "select: { keyword: 'review:*' }\nreviews:"));
      var words = with(processor, rules, "--also-existing", "--bootstrap", "127.0.0.1:1");
      words.addAll(List.of("--registry", "http://127.0.0.1:1"));
      if (since != null) {
        words.add(since);
      }

      assertThat(run("push", words)).isOne();
      assertThat(out.toString()).contains(expected, "The rules are not in force.");
      assertThat(err.toString()).contains("as there is no terminal to confirm it at");
      assertThat(processor.requests()).isEmpty();
      words.add("--dry-run");
      assertThat(run("push", words)).isZero();
      assertThat(out.toString()).contains("this was a dry run");
    }
  }

  @Test
  void an_evaluation_is_requested_for_each_known_asset_that_is_picked() throws Exception {
    try (var first = new FakeProcessor();
        var second = new FakeProcessor();
        var processorClient =
            new ProcessorClient(URI.create(first.address()), FakeProcessor.TOKEN, _ -> {})) {
      library(first, second);
      var rules =
          RulesFile.read(RULES.replace("reviews:", "select: { keyword: 'review:*' }\nreviews:"));

      assertThat(
              RulesBackfill.evaluateAll(rules, null, processorClient)
                  .requestEvaluation(processorClient, "ann@example.com"))
          .isOne();
      assertThat(first.requests()).containsExactly("{'assets':['I1','I4'],'kind':'consider'}");
      assertThat(first.people()).containsExactly("ann@example.com");
    }
  }

  @Test
  void rules_are_in_use_once_all_processors_report_them() throws IOException {
    try (var first = new FakeProcessor();
        var second = new FakeProcessor();
        var processorClient =
            new ProcessorClient(URI.create(first.address()), FakeProcessor.TOKEN, _ -> {})) {
      first.answers("/rules", "{'version':'new','instances':['%s']}".formatted(second.instance()));
      assertThat(processorClient.allUseRules("new")).isFalse();
      second.answers("/rules", "{'version':'old'}");
      assertThat(processorClient.allUseRules("new")).isFalse();
      second.answers("/rules", "{'version':'new'}");
      assertThat(processorClient.allUseRules("new")).isTrue();
    }
  }

  /** Two instances; the first has two pages. */
  private static void library(FakeProcessor first, FakeProcessor second) {
    first.answers(
        "/snapshots?limit=500",
        "{'snapshots':[%s,%s],'next':'I2','instances':['%s']}"
            .formatted(
                snapshot("I1", asset("review:a','event", "2026-03-02T10:00:00Z")),
                snapshot("I2", asset("autumn", "2026-03-02T10:00:00Z")),
                second.instance()));
    first.answers(
        "/snapshots?limit=500&after=I2",
        "{'snapshots':[%s],'next':null,'instances':['%s']}"
            .formatted(snapshot("I3", asset("review:b", null)), second.instance()));
    second.answers(
        "/snapshots?limit=500",
        "{'snapshots':[%s],'next':null,'instances':['%s']}"
            .formatted(snapshot("I4", asset("event','review:c", null)), first.instance()));
  }

  private static String snapshot(String id, String asset) {
    return "{'asset_id':'%s','asset':%s}".formatted(id, asset);
  }

  private static String asset(String keyword, @Nullable String uploadedAt) {
    return """
    {'readAt':'2026-01-01T10:00:00Z','baseline':true,'fileName':'fig.jpg','type':'IMAGE',
     'galleries':[],'keywords':['%s'],'status':null,
     'details':{'fields':{},'uploader':null,'uploadedAt':%s,'modifiedAt':null}}\
    """
        .formatted(keyword, uploadedAt == null ? "null" : "'%s'".formatted(uploadedAt));
  }

  private ArrayList<String> with(FakeProcessor processor, String... words) throws IOException {
    var token = folder.resolve("token");
    Files.writeString(token, FakeProcessor.TOKEN);
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--door", processor.address(), "--token-file", token.toString()));
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
