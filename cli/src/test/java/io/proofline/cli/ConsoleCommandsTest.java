package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Command lines, their output, and the requests that the console receives.
 *
 * <p>Longer than 300 lines because its table has a row for each command and answer.
 */
class ConsoleCommandsTest {

  private static final String DEAD =
      """
      {'file_name':'fig.jpg','state':'approved','waits':'dead_command',
       'waits_since':'2026-01-01T10:00:00Z','reason':'the library refused','next_step':'retry or discard',
       'open_commands':[{'command_id':'abc123','kind':'write_fields','dead':true,'reason':'no such field',
                'next_step':'Name an IPTC field in the rules','attempts':3,
                'asked_at':'2026-01-01T09:00:00Z'},
               {'command_id':'open1','kind':'read_proof','dead':false}]}\
      """;
  private static final String HELD =
      """
      {'file_name':'elk.jpg','state':'held','waits':'held','waits_since':'%s','reason':null,
       'next_step':'proofline stuck go-ahead','open_commands':[]}\
      """
          .formatted(Instant.now().minusSeconds(300));
  private static final String KNOWN = "{'state':'approved','waits':'nobody','file_name':'%s'}";
  private static final String GONE =
      "{'state':'gone','waits':'nobody','file_name':null,'reason':'the library has no asset of this"
          + " id; the request is refused'}";
  private static final String ABD =
      DEAD.replace("abc123", "abd456").replace("2026-01-01T10", "2026-01-02T10");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeConsole console;

  @BeforeEach
  void open() throws IOException {
    console =
        new FakeConsole()
            .review("I1", DEAD)
            .review("I2", HELD)
            .review("I3", ABD)
            .review("I4", KNOWN.formatted("twin.jpg"))
            .review("I5", KNOWN.formatted("Twin.JPG"))
            .review("I7", KNOWN.formatted("oak.jpg"))
            .review("I8", KNOWN.formatted("my oak.jpg"))
            .review("I9", KNOWN.formatted("ash.jpg"))
            .answers(
                "/pauses",
                "{'items':[{'target':'ziflow','since':'2026-01-01','until':null,'by':'Ann','reason':'Maintenance'}]}")
            .answers("/bulk-requests", 202, "{'id':'b1','recorded':2}")
            .answers(
                "/bulk-requests/b1",
                "{'id':'b1','states':{'done':1,'applied':1},'items':[{'asset_id':'I1','command_id':'abc123','state':'done','review':{'file_name':'fig.jpg','state':'approved','waits':'nobody','reason':null}},{'asset_id':'I3','command_id':'abd456','state':'applied','review':{'file_name':'fig.jpg','state':'approved','waits':'dead_command','reason':'still"
                    + " refused'}}]}");
    Files.writeString(folder.resolve("token"), FakeConsole.TOKEN + "\n");
    Files.writeString(folder.resolve("ids"), "I7\n\n# no more\n I8 \n");
    Files.writeString(folder.resolve("many"), many());
  }

  @AfterEach
  void close() {
    console.close();
  }

  /** A command line with its exit code, its output and the changes that the console receives. */
  record CommandCase(String typed, int exit, List<String> output, List<String> changes) {

    CommandCase prints(String... texts) {
      return new CommandCase(typed, exit, List.of(texts), changes);
    }

    /** Expects a request of this kind for these assets. */
    CommandCase sendsFor(String kind, String... assets) {
      return sends(
          "{'assets':[%s],'kind':'%s'}"
              .formatted(
                  Stream.of(assets).map("'%s'"::formatted).collect(Collectors.joining(",")), kind));
    }

    CommandCase sends(String... bodies) {
      return new CommandCase(typed, exit, output, List.of(bodies));
    }

    @Override
    public String toString() {
      return typed;
    }
  }

  static Stream<CommandCase> rows() {
    return Stream.of(
        row("review withdraw I1 I2", 0)
            .prints("2 requests to withdraw recorded", "proofline asset I1")
            .sendsFor("withdraw", "I1", "I2"),
        row("review withdraw I1 --reason Recalled", 0)
            .sends("{'assets':['I1'],'kind':'withdraw','reason':'Recalled'}"),
        row("review start I1 --reason Recalled", 2).prints("Unknown option: '--reason'"),
        row("review start --file FOLDER/ids I9 I8", 0).sendsFor("start", "I9", "I8", "I7"),
        row("review start OAK.jpg I9", 0).sendsFor("start", "I7", "I9"),
        row("review start twin.jpg", 1)
            .prints("2 assets have the file name 'twin.jpg'. Use an id:", "  I4", "  I5"),
        row("review start none.jpg twin.jpg", 1)
            .prints("No asset has the file name 'none.jpg'", "proofline asset --find TEXT", "I4"),
        row("review reread I1 --json", 0)
            .prints("\"state\" : \"applied\"")
            .sendsFor("reread", "I1"),
        row("review reroute --stuck dead_command", 0).sendsFor("reroute", "I1", "I3"),
        row("review reread --stuck overdue", 0).prints("there is nothing to reread"),
        row("review cancel I1 I2 --dry-run", 0).prints("It would cancel 2 assets:", "  I1", "  I2"),
        row("review pause --file FOLDER/many", 1)
            .prints("This would pause 21 assets.", "Add --yes"),
        row("review pause --file FOLDER/many --dry-run", 0).prints("It would pause 21 assets:"),
        row("review resume", 2).prints("No assets are named."),
        row("review resume I1 --stuck held", 2).prints("No assets are named."),
        row("review resume --file FOLDER/none", 2).prints("Can't read "),
        row("review reinstate --stuck late", 1)
            .prints("Title of 422: 'waits' is late; allowed are stuck, held"),
        row("stuck", 0)
            .prints(
                "AGE    ASSET  FILE     WHAT                      REASON",
                " d  I1     fig.jpg  a call was given up       the library refused%n  → retry or"
                        .formatted()
                    + " discard",
                "5 min  I2     elk.jpg  held by the hourly limit",
                "  abc123 write fields of I1: no such field%n".formatted()
                    + "    tried 3 times%n".formatted()
                    + "    Name an IPTC field in the rules%n".formatted()),
        row("stuck --limit 1", 0).prints("These are the 1 that have waited longest; more wait."),
        row("stuck --why overdue", 0).prints("No asset waits for a person."),
        row("waiting --why overdue", 0).prints("No asset waits for a person."),
        row("stuck --why held --json", 0).prints("\"waits\" : \"held\""),
        row("stuck --why late", 1).prints("allowed are stuck, held"),
        row("stuck retry abc1", 0)
            .prints("Request to retry recorded: abc123 write fields of I1")
            .sends("{'asset':'I1','command':'abc123','kind':'retry'}"),
        row("stuck discard --why dead_command", 0)
            .prints(
                "Requests to discard are recorded: 1 applied, 1 done.",
                "proofline stuck progress b1")
            .sends("{'cap':2,'filter':{'waits':'dead_command'},'kind':'discard'}"),
        row("stuck retry --all", 0).sends("{'cap':3,'filter':{'waits':'any'},'kind':'retry'}"),
        row("stuck retry --all --dry-run", 0)
            .prints("It would retry 2 dead commands:", "abc123", "abd456"),
        row("stuck retry --why held", 0).prints("No dead command waits."),
        row("stuck retry xyz", 1).prints("No dead command begins with 'xyz'"),
        row("stuck retry", 2).prints("Usage: proofline stuck retry"),
        row("stuck retry abc --all", 2).prints("Usage: proofline stuck retry"),
        row("stuck progress b1", 0).prints("I3     fig.jpg  abd456   applied", "still refused"),
        row("stuck link P1 I5", 0)
            .prints("Request recorded. To see the result: proofline asset I5")
            .sends("{'asset':'I5','kind':'link','proof':'P1'}"),
        row("stuck release P1 ash.jpg", 0).sends("{'asset':'I9','kind':'release','proof':'P1'}"),
        row("stuck go-ahead", 0).sends("{'kind':'go_ahead'}"),
        row("stuck go-ahead 10", 0).sends("{'count':10,'kind':'go_ahead'}"),
        row("stuck go-ahead many", 2).prints("Usage: proofline stuck go-ahead"),
        row("asset I0", 1).prints("Proofline does not know asset I0", "proofline review reread I0"),
        row("asset ash.jpg", 0).prints("ash.jpg (I9)"),
        row("asset ash.jpg --json", 0).prints("\"asset_id\" : \"I9\""),
        row("asset twin.jpg", 1).prints("2 assets have the file name"),
        row("asset --find oak", 0).prints("I7", "my oak.jpg"),
        row("asset --find oak --limit 1", 0).prints("These are the first 1; more match."),
        row("asset --find elm", 1).prints("No file name has 'elm' in it."),
        row("pause", 0).prints("ziflow  2026-01-01  resumed  Ann  Maintenance"),
        row("pause ziflow --reason Maintenance --until 2026-01-02T08:00:00Z", 0)
            .prints("ziflow is paused until 2026-01-02T08:00:00Z. To end it: proofline resume")
            .sends("{'reason':'Maintenance','target':'ziflow','until':'2026-01-02T08:00:00Z'}"),
        row("pause ziflow", 2).prints("A pause needs a target and a reason"),
        row("resume rule:Press --reason Over", 0)
            .prints("rule:Press is resumed.")
            .sends("DELETE /pauses/rule%3APress?reason=Over"),
        row("token revoke t1", 0)
            .prints("Token t1 is not accepted any more.")
            .sends("DELETE /tokens/t1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_command_line_prints_its_output_and_sends_its_requests(CommandCase commandCase) {
    assertThat(run(commandCase.typed())).as(err::toString).isEqualTo(commandCase.exit());
    assertThat(commandCase.output())
        .allSatisfy(text -> assertThat(out.toString() + err).contains(text));
    assertThat(console.changes()).isEqualTo(commandCase.changes());
  }

  @Test
  void an_asset_is_described() {
    console.review(
        "I1",
        """
        {'asset_id':'I1','file_name':'fig.jpg','state':'needs_changes','reason':'the status could not be written',
         'waits':'dead_command','waits_since':'2026-01-01T10:00:00Z','next_step':'retry or discard',
         'version':2,'final_id':'I9','published_in':['Press kit/2026'],'rule':'Event images',
         'rules_version':'0a1b','proof_id':'P7','proof_link':'https://proofs.example/7',
         'status_text':'In review','due_at':'2126-01-01T10:00:00Z','open_commands':[
           {'command_id':'c1','kind':'read_proof','dead':false,'reason':null,'asked_at':'2026-01-01T09:00:00Z'},
           {'command_id':'c2','kind':'write_fields','dead':true,'reason':'no such field','next_step':'Add the field in PhotoShelter.','attempts':5,'asked_at':'2026-01-01T09:00:00Z'}]}
        """);

    assertThat(run("asset I1")).isZero();
    assertThat(out.toString().lines().map(this::withoutTimeAndOptions))
        .containsExactly(
            "fig.jpg (I1)",
            "  state           needs changes",
            "  why             the status could not be written",
            "  rule            Event images (rules version 0a1b)",
            "  proof           P7, version 2, https://proofs.example/7",
            "  library status  'In review'",
            "  final           I9",
            "  published in    Press kit/2026",
            "  waits for you   a call was given up, since N d",
            "  next step       retry or discard",
            "  open call       read proof c1, issued N d ago",
            "  dead call       write fields c2, issued N d ago: no such field",
            "                  tried 5 times",
            "                  Add the field in PhotoShelter.",
            "                  proofline stuck retry c2 OPTIONS",
            "                  proofline stuck discard c2 OPTIONS",
            "  read again      in N d");
  }

  @Test
  void an_asset_without_a_rule_is_described_with_the_reason() {
    console.review(
        "I1",
        "{'state':'not_picked','reason':'in no gallery that"
            + " selects','waits':'nobody','rules_version':'0a1b'}");

    assertThat(run("asset I1")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "I1",
            "  state           not picked for review",
            "  why             in no gallery that selects",
            "  rule            none of rules version 0a1b matches",
            "  proof           none",
            "  waits for you   no");
  }

  @Test
  void waiting_assets_and_assets_of_a_name_come_from_all_pages() {
    console.pagesOf(1);

    assertThat(run("stuck")).isZero();
    assertThat(out.toString()).containsSubsequence("I1", "I3", "I2", "abc123", "abd456");
    assertThat(run("asset twin.jpg")).isOne();
    assertThat(err.toString()).contains("I4", "I5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"asset I2", "stuck", "review reread I2"})
  void a_command_waits_with_progress_while_the_read_model_is_built(String line) {
    console.isIncomplete(3);

    assertThat(run(line)).isZero();
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("can't answer yet", "5 of 10 records are read", "Waiting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"asset I0", "stuck", "stuck retry --all", "review start --stuck held"})
  void a_read_model_that_is_never_complete_is_no_empty_answer(String line) {
    console.isIncomplete(Integer.MAX_VALUE);

    assertThat(run(line)).isOne();
    assertThat(err.toString()).contains("Nothing is lost.", "proofline health");
    assertThat(out.toString() + err).doesNotContain("does not know", "No asset waits");
    assertThat(console.changes()).isEmpty();
  }

  @Test
  void a_request_for_an_id_that_the_library_does_not_have_is_refused() {
    console.isUnknown("I6", 2).review("I6", GONE);

    assertThat(run("review start I6")).isOne();
    assertThat(err.toString())
        .contains("The library has no asset with the id I6, so the request to start is refused.");
    assertThat(out.toString()).doesNotContain("recorded");
  }

  @Test
  void a_request_for_a_new_asset_counts_once_the_library_has_it() {
    console.isUnknown("I6", 2).review("I6", KNOWN);

    assertThat(run("review start I6")).isZero();
    assertThat(out.toString()).contains("1 request to start recorded");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_withdrawal_of_an_unknown_id_is_never_refused() {
    console.review("I6", GONE);

    assertThat(run("review withdraw I6")).isZero();
    assertThat(out.toString()).contains("1 request to withdraw recorded");
    assertThat(console.changes()).hasSize(1);
  }

  @Test
  void a_command_that_is_not_dead_any_more_is_reported_and_the_others_are_requested() {
    console.answers(
        "/requests?wait=5", 409, "{'title':'Conflict','detail':'Command abc123 is not dead.'}");

    assertThat(run("stuck retry abc abd")).isOne();
    assertThat(err.toString())
        .contains("abc123: Conflict: Command abc123 is not dead.", "abd456: Conflict");
  }

  private static final String REFUSED =
      """
      {'status':'DOWN','components':{'photoshelterLane':{'status':'UP','details':{'circuit_breaker':'closed'}},
       'ziflowLane':{'status':'DOWN','details':{'cause':'Ziflow refuses our access (401). Change ZIFLOW_API_KEY',
       'circuit_breaker':'open','open_since':'2026-01-01T10:00:00Z'}}}}\
      """;

  @Test
  void an_asset_whose_proof_waits_for_a_paused_api_names_it_with_the_cause_and_the_next_step() {
    console.answers("/actuator/health", 503, REFUSED).review("I2", opening("create_proof"));

    assertThat(run("asset I2 --workers %s/actuator/health".formatted(console.address()))).isZero();
    assertThat(out.toString())
        .contains(
            "state           its proof waits: Ziflow is paused",
            "paused API      Ziflow is paused since 2026-01-01T10:00:00Z (",
            "Ziflow refuses our access (401). Change ZIFLOW_API_KEY",
            "No command is lost; they go on once Ziflow answers. To check its key and address:"
                + " proofline doctor")
        .doesNotContain("its proof is being created");
  }

  private static final String APIS =
      """
      {'as_of':null,'apis':[{'api':'ziflow','circuit_breaker':'open','since':'2026-01-01T10:00:00Z',
       'reason':'Ziflow refuses our access (401). Change ZIFLOW_API_KEY','refuses_credentials':true},
       {'api':'photoshelter','circuit_breaker':'closed','since':null,'reason':null}]}\
      """;

  @Test
  void the_console_knows_the_paused_api_of_an_asset_without_the_workers() {
    console.answers("/apis", APIS).review("I2", opening("create_proof"));

    assertThat(run("asset I2")).isZero();
    assertThat(out.toString())
        .contains(
            "state           its proof waits: Ziflow is paused",
            "paused API      Ziflow is paused since 2026-01-01T10:00:00Z (",
            "Ziflow refuses our access (401). Change ZIFLOW_API_KEY",
            "proofline doctor");

    console.review("I2", opening("write_fields"));
    assertThat(run("asset I2")).isZero();
    assertThat(out.toString()).contains("its proof is being created");
  }

  @Test
  void stuck_names_the_paused_api_that_the_console_knows() {
    console.answers("/apis", APIS);

    assertThat(run("stuck --why overdue")).isZero();
    assertThat(out.toString())
        .contains("Ziflow is paused since 2026-01-01T10:00:00Z", "proofline doctor")
        .doesNotContain("PhotoShelter is paused");
  }

  @Test
  void an_older_console_knows_no_state_of_an_api() {
    console.review("I2", opening("create_proof"));

    assertThat(run("asset I2")).isZero();
    assertThat(out.toString()).contains("its proof is being created").doesNotContain("paused");
  }

  @Test
  void an_asset_that_needs_another_api_does_not_name_the_paused_one() {
    console.answers("/actuator/health", 503, REFUSED).review("I2", opening("write_fields"));

    assertThat(run("asset I2 --workers %s/actuator/health".formatted(console.address()))).isZero();
    assertThat(out.toString()).contains("its proof is being created").doesNotContain("paused");
  }

  @Test
  void stuck_names_a_paused_api_even_if_no_asset_waits_for_a_person() {
    console.answers("/actuator/health", 503, REFUSED);

    assertThat(run("stuck --why overdue --workers %s/actuator/health".formatted(console.address())))
        .isZero();
    assertThat(out.toString())
        .contains("No asset waits for a person.", "Ziflow is paused since", "proofline doctor");
  }

  private static String opening(String kind) {
    return "{'state':'opening','waits':'nobody','open_commands':[{'command_id':'c1','kind':'%s','dead':false}]}"
        .formatted(kind);
  }

  @Test
  void many_assets_are_requested_a_thousand_at_a_time() throws IOException {
    var ids = IntStream.range(0, 1001).mapToObj(i -> "I" + i).toList();
    Files.write(folder.resolve("ids"), ids);

    assertThat(run("review reread --yes --file FOLDER/ids")).isZero();
    assertThat(console.changes()).hasSize(2);
    assertThat(out.toString()).contains("1,001 requests to reread recorded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"asset I1", "stuck", "review withdraw I1", "stuck go-ahead"})
  void a_wrong_token_and_a_missing_answer_have_different_messages(String line) throws IOException {
    Files.writeString(folder.resolve("token"), "wrong");
    assertThat(run(line)).isOne();
    assertThat(err.toString())
        .contains("rejects the token of %s/token. This token is not known.".formatted(folder));
    console.close();
    assertThat(run(line)).isOne();
    assertThat(err.toString())
        .contains("No console answers at " + console.address().getAuthority());
  }

  @Test
  void a_missing_token_and_a_wrong_address_are_wrong_use() {
    assertThat(execute("stuck", "--data", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is not the data directory of a started installation");
    assertThat(execute("stuck", "--console", "nonsense", "--token-file", folder + "/token"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("--console must be an address such as http://localhost:8084");
  }

  private String withoutTimeAndOptions(String line) {
    var options = "--console %s --token-file %s/token".formatted(console.address(), folder);
    return line.replaceAll("\\d+ d", "N d").replace(options, "OPTIONS");
  }

  private static CommandCase row(String typed, int exit) {
    return new CommandCase(typed, exit, List.of(), List.of());
  }

  private int run(String line) {
    var words = new ArrayList<>(List.of(line.replace("FOLDER", folder.toString()).split(" ")));
    words.addAll(
        List.of("--console", console.address().toString(), "--token-file", folder + "/token"));
    return execute(words.toArray(String[]::new));
  }

  private int execute(String... words) {
    return Proofline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  private static String many() {
    return IntStream.range(0, ConfirmationOptions.CONFIRM_ABOVE + 1)
        .mapToObj(i -> "I" + i)
        .collect(Collectors.joining("\n"));
  }
}
