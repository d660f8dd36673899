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
 * Command lines, their output, and the requests that the processor receives.
 *
 * <p>Longer than 300 lines because its table has a row for each command and answer.
 */
class ProcessorCommandsTest {

  private static final String DEAD =
      """
      {'asset':'I1','file':'fig.jpg','state':'approved','waits':'dead_command',
       'since':'2026-01-01T10:00:00Z','reason':'the library refused','next_step':'retry or discard',
       'dead':[{'command_id':'abc123','kind':'write_fields','dead':true,'reason':'no such field',
                'next_step':'Name an IPTC field in the rules','attempts':3,
                'asked_at':'2026-01-01T09:00:00Z'}]}\
      """;
  private static final String HELD =
      """
      {'asset':'I2','file':'elk.jpg','state':'held','waits':'held','since':'%s','reason':null,
       'next_step':'proofline stuck go-ahead','dead':[]}\
      """
          .formatted(Instant.now().minusSeconds(300));
  private static final String KNOWN = "{'state':'approved','waits':'nobody'}";
  private static final String GONE =
      "{'state':'gone','waits':'nobody','reason':'the library has no asset of this id; the request"
          + " is refused'}";
  private static final String ABD = DEAD.replace("abc123", "abd456").replace("I1", "I3");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeProcessor processor;

  @BeforeEach
  void open() throws IOException {
    processor =
        new FakeProcessor()
            .answers("/stuck", stuck(DEAD, HELD))
            .answers("/stuck?why=dead_command", stuck(DEAD, ABD))
            .answers("/stuck?why=held", stuck(HELD))
            .answers("/stuck?why=overdue", stuck())
            .answers("/reviews/I7", KNOWN)
            .answers("/reviews/I8", KNOWN)
            .answers("/reviews/I9", KNOWN)
            .answers("/reviews/I1", KNOWN)
            .answers("/reviews/I3", KNOWN)
            .answers("/stuck?why=late", 422, "{'error':'allowed are stuck, held'}");
    Files.writeString(folder.resolve("token"), FakeProcessor.TOKEN + "\n");
    Files.writeString(folder.resolve("ids"), "I7\n\n# no more\n I8 \n");
    Files.writeString(folder.resolve("many"), many());
  }

  @AfterEach
  void close() {
    processor.close();
  }

  /** A command line with its exit code, its output and the requests that the processor receives. */
  record CommandCase(String typed, int exit, List<String> output, List<String> requests) {

    CommandCase prints(String... texts) {
      return new CommandCase(typed, exit, List.of(texts), requests);
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
            .prints("1 request to withdraw recorded", "proofline asset I1")
            .sendsFor("withdraw", "I1", "I2"),
        row("review withdraw I1 --reason Recalled", 0)
            .sends("{'assets':['I1'],'kind':'withdraw','reason':'Recalled'}"),
        row("review start I1 --reason Recalled", 2).prints("Unknown option: '--reason'"),
        row("review start --file FOLDER/ids I9 I8", 0).sendsFor("start", "I9", "I8", "I7"),
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
            .prints("rejects this request: allowed are stuck, held"),
        row("stuck", 0)
            .prints(
                "AGE    ASSET  FILE     WHAT                      REASON               NEXT STEP",
                " d  I1     fig.jpg  a call was given up       the library refused  retry or"
                    + " discard",
                "5 min  I2     elk.jpg  held by the hourly limit",
                "  abc123 write fields of I1: no such field%n".formatted()
                    + "    tried 3 times%n".formatted()
                    + "    Name an IPTC field in the rules%n".formatted()),
        row("stuck --why overdue", 0).prints("No asset waits for a person."),
        row("waiting --why overdue", 0).prints("No asset waits for a person."),
        row("stuck --why held --json", 0).prints("\"waits\" : \"held\""),
        row("stuck --why late", 1).prints("allowed are stuck, held"),
        row("stuck retry abc1", 0)
            .prints("Request to retry recorded: abc123 write fields of I1")
            .sends("{'asset':'I1','command':'abc123','kind':'retry'}"),
        row("stuck discard --why dead_command", 0)
            .sends(
                "{'act':'dead_commands_discarded','count':2,'kind':'administrative','why':'dead_command'}",
                "{'asset':'I1','command':'abc123','kind':'discard'}",
                "{'asset':'I3','command':'abd456','kind':'discard'}"),
        row("stuck retry --all --dry-run", 0).prints("It would retry 1 dead command:", "abc123"),
        row("stuck retry --why held", 0).prints("No dead command waits."),
        row("stuck retry xyz", 1).prints("No dead command begins with 'xyz'"),
        row("stuck retry", 2).prints("Usage: proofline stuck retry"),
        row("stuck retry abc --all", 2).prints("Usage: proofline stuck retry"),
        row("stuck link P1 I5", 0)
            .prints("Request recorded. To see the result: proofline asset I5")
            .sends("{'asset':'I5','kind':'link','proof':'P1'}"),
        row("stuck release P1 I5", 0).sends("{'asset':'I5','kind':'release','proof':'P1'}"),
        row("stuck go-ahead", 0).sends("{'kind':'go_ahead'}"),
        row("stuck go-ahead 10", 0).sends("{'count':10,'kind':'go_ahead'}"),
        row("stuck go-ahead many", 2).prints("Usage: proofline stuck go-ahead"),
        row("asset I0", 1)
            .prints("Proofline does not know asset I0", "proofline review reread I0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_command_line_prints_its_output_and_sends_its_requests(CommandCase commandCase) {
    assertThat(run(commandCase.typed())).isEqualTo(commandCase.exit());
    assertThat(commandCase.output())
        .allSatisfy(text -> assertThat(out.toString() + err).contains(text));
    assertThat(processor.requests()).isEqualTo(commandCase.requests());
  }

  @Test
  void an_asset_is_described() {
    processor.answers(
        "/reviews/I1",
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
    processor.answers(
        "/reviews/I1",
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
  void the_instance_that_has_the_review_is_asked() throws IOException {
    try (var other = new FakeProcessor()) {
      other.answers("/reviews/I1", "{'state':'approved','waits':'nobody'}");
      processor.answers("/reviews/I1", 421, "{'instance':'%s'}".formatted(other.instance()));

      assertThat(run("asset I1")).isZero();
      assertThat(out.toString()).contains("approved");
    }
  }

  @Test
  void waiting_assets_come_from_all_instances() throws IOException {
    try (var other = new FakeProcessor()) {
      other.answers("/stuck", stuck(ABD.replace("2026-01-01T10", "2025-01-01T10")));
      processor.answers(
          "/stuck", "{'stuck':[%s],'instances':['%s']}".formatted(DEAD, other.instance()));

      assertThat(run("stuck")).isZero();
      assertThat(out.toString()).containsSubsequence("I3", "I1", "abd456", "abc123");
    }
  }

  @Test
  void an_instance_without_an_answer_is_reported_and_nothing_is_requested() {
    processor.answers("/stuck", "{'stuck':[%s],'instances':['127.0.0.1:1']}".formatted(DEAD));

    assertThat(run("stuck")).isOne();
    assertThat(out.toString()).contains("I1");
    assertThat(err.toString())
        .contains(
            "No stream processor answers at 127.0.0.1:1", "Its assets are missing in this list.");
    assertThat(run("stuck retry --all")).isOne();
    assertThat(err.toString()).contains("So nothing was done.");
    assertThat(processor.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"asset I2", "stuck"})
  void a_command_waits_with_progress_while_the_state_is_restored(String line) {
    processor
        .answers("/reviews/I2", "{'state':'held','waits':'nobody'}")
        .restores("/reviews/I2", 3)
        .restores("/stuck", 3);

    assertThat(run(line)).isZero();
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("can't answer completely yet", "5 of 10 records are restored", "Waiting");
    assertThat(out.toString()).contains("held");
  }

  @ParameterizedTest
  @ValueSource(strings = {"asset I0", "stuck", "stuck retry --all", "review start --stuck held"})
  void a_restore_that_lasts_is_no_empty_answer(String line) {
    processor
        .restores("/reviews/I0", Integer.MAX_VALUE)
        .restores("/stuck", Integer.MAX_VALUE)
        .restores("/stuck?why=held", Integer.MAX_VALUE);

    assertThat(run(line)).isOne();
    assertThat(err.toString()).contains("Nothing is lost.", "proofline health");
    assertThat(out.toString() + err).doesNotContain("does not know", "No asset waits");
    assertThat(processor.requests()).isEmpty();
  }

  @Test
  void
      a_request_for_an_id_that_the_library_does_not_have_is_refused_with_the_ids_of_the_file_name() {
    processor
        .isUnknown("/reviews/fig.jpg", 1)
        .answers("/reviews/fig.jpg", GONE)
        .answers(
            "/assets?file_name=fig.jpg",
            "{'assets':[{'asset':'I5'},{'asset':'I4'}],'instances':[]}");

    assertThat(run("review start fig.jpg")).isOne();
    assertThat(err.toString())
        .contains(
            "The library has no asset with the id fig.jpg, so the request to start is refused.",
            "That is the file name of I4, I5. Use the id: proofline review start I4");
    assertThat(out.toString()).doesNotContain("recorded");
  }

  @Test
  void a_request_for_a_new_asset_counts_once_the_library_has_it() {
    processor.isUnknown("/reviews/I5", 1).answers("/reviews/I5", KNOWN);

    assertThat(run("review start I5")).isZero();
    assertThat(out.toString()).contains("1 request to start recorded");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_withdrawal_of_an_unknown_id_is_never_refused() {
    processor.answers("/reviews/fig.jpg", GONE);

    assertThat(run("review withdraw fig.jpg")).isZero();
    assertThat(out.toString()).contains("1 request to withdraw recorded");
    assertThat(processor.requests()).hasSize(1);
  }

  private static final String REFUSED =
      """
      {'status':'DOWN','components':{'photoshelterLane':{'status':'UP','details':{'circuit_breaker':'closed'}},
       'ziflowLane':{'status':'DOWN','details':{'cause':'Ziflow refuses our access (401). Change ZIFLOW_API_KEY',
       'circuit_breaker':'open','open_since':'2026-01-01T10:00:00Z'}}}}\
      """;

  @Test
  void an_asset_whose_proof_waits_for_a_paused_api_names_it_with_the_cause_and_the_next_step() {
    processor
        .answers("/actuator/health", 503, REFUSED)
        .answers("/reviews/I2", opening("create_proof"));

    assertThat(run("asset I2 --workers %s/actuator/health".formatted(processor.address())))
        .isZero();
    assertThat(out.toString())
        .contains(
            "state           its proof waits: Ziflow is paused",
            "paused API      Ziflow is paused since 2026-01-01T10:00:00Z (",
            "Ziflow refuses our access (401). Change ZIFLOW_API_KEY",
            "No command is lost; they go on once Ziflow answers. To check its key and address:"
                + " proofline doctor")
        .doesNotContain("its proof is being created");
  }

  @Test
  void an_asset_that_needs_another_api_does_not_name_the_paused_one() {
    processor
        .answers("/actuator/health", 503, REFUSED)
        .answers("/reviews/I2", opening("write_fields"));

    assertThat(run("asset I2 --workers %s/actuator/health".formatted(processor.address())))
        .isZero();
    assertThat(out.toString()).contains("its proof is being created").doesNotContain("paused");
  }

  @Test
  void stuck_names_a_paused_api_even_if_no_asset_waits_for_a_person() {
    processor.answers("/actuator/health", 503, REFUSED).answers("/stuck", stuck());

    assertThat(run("stuck --workers %s/actuator/health".formatted(processor.address()))).isZero();
    assertThat(out.toString())
        .contains("No asset waits for a person.", "Ziflow is paused since", "proofline doctor");
  }

  private static String opening(String kind) {
    return "{'state':'opening','waits':'nobody','open_commands':[{'command_id':'c1','kind':'%s','dead':false}]}"
        .formatted(kind);
  }

  @Test
  void the_person_is_sent_to_the_processor() {
    assertThat(run("review withdraw I1 --as ann@example.com")).isZero();
    assertThat(processor.people()).containsExactly("ann@example.com");
  }

  @Test
  void many_assets_are_requested_a_thousand_at_a_time() throws IOException {
    var ids = IntStream.range(0, 1001).mapToObj(i -> "I" + i).toList();
    Files.write(folder.resolve("ids"), ids);

    assertThat(run("review reread --yes --file FOLDER/ids")).isZero();
    assertThat(processor.requests()).hasSize(2);
    assertThat(out.toString()).contains("2 requests to reread recorded");
  }

  @Test
  void assets_whose_requests_kafka_did_not_store_are_named() {
    processor.answers("/requests", 503, "{'error':'x','requests':['r1'],'missing':['I2']}");

    assertThat(run("review withdraw I1 I2")).isOne();
    assertThat(err.toString()).contains("1 are recorded", "Repeat the command for these: [\"I2\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"asset I1", "stuck", "review withdraw I1", "stuck go-ahead"})
  void a_wrong_token_and_a_missing_answer_have_different_messages(String line) throws IOException {
    Files.writeString(folder.resolve("token"), "wrong");
    assertThat(run(line)).isOne();
    assertThat(err.toString()).contains("rejects this token");
    processor.close();
    assertThat(run(line)).isOne();
    assertThat(err.toString()).contains("No stream processor answers at " + processor.instance());
  }

  @Test
  void a_missing_token_and_a_wrong_address_are_wrong_use() {
    assertThat(execute("stuck", "--data", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is not the data directory of a started installation");
    assertThat(execute("stuck", "--door", "nonsense", "--token-file", folder + "/token"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--door must be an address such as http://localhost:8082");
  }

  private String withoutTimeAndOptions(String line) {
    var options = "--door %s --token-file %s/token".formatted(processor.address(), folder);
    return line.replaceAll("\\d+ d", "N d").replace(options, "OPTIONS");
  }

  private static CommandCase row(String typed, int exit) {
    return new CommandCase(typed, exit, List.of(), List.of());
  }

  private int run(String line) {
    var words = new ArrayList<>(List.of(line.replace("FOLDER", folder.toString()).split(" ")));
    words.addAll(List.of("--door", processor.address(), "--token-file", folder + "/token"));
    return execute(words.toArray(String[]::new));
  }

  private int execute(String... words) {
    return Proofline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  private static String stuck(String... all) {
    return "{'stuck':[%s],'instances':[]}".formatted(String.join(",", all));
  }

  private static String many() {
    return IntStream.range(0, ConfirmationOptions.CONFIRM_ABOVE + 1)
        .mapToObj(i -> "I" + i)
        .collect(Collectors.joining("\n"));
  }
}
