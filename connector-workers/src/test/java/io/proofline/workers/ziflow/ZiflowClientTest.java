package io.proofline.workers.ziflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.proofline.schemas.Secret;
import io.proofline.schemas.avro.MemberState;
import io.proofline.schemas.avro.ProofState;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.DownloadRefused;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.files.DownloadedFile;
import io.proofline.workers.metadata.ImageData;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.ziflow.ZiflowProperties.DownloadKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The operations of Ziflow's client: request, answer and error of each.
 *
 * <p>Longer than 300 lines because the client has one test for each operation.
 */
class ZiflowClientTest {

  private final FakeZiflow server = new FakeZiflow();
  private final ZiflowClient client = server.client();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void the_id_of_a_new_proof_is_read_in_each_form_that_the_docs_allow() {
    for (Object body :
        List.of(
            Map.of("id", "p9"),
            Map.of("proof_id", "p9"),
            List.of(Map.of("id", "p9")),
            List.of("p9"))) {
      server.replyOnce(Reply.ok(body));
      assertThat(client.createProof(proof("m"))).isEqualTo(new Success<>(Optional.of("p9")));
    }
    server.replyOnce(new Reply(200, Map.of(), new byte[0]));
    assertThat(client.createProof(proof("m"))).isEqualTo(new Success<>(Optional.empty()));
  }

  @Test
  void a_search_reads_all_pages_and_returns_exact_matches_oldest_first() {
    client.createProof(proof("pl:test:a1:1:1"));
    client.createProof(proof("pl:test:a1:1:10"));
    client.createProof(proof("pl:test:a1:1:1"));
    client.createProof(proof("pl:test:a2:1:1"));

    assertThat(client.searchByMarker("pl:test:a1:1:1"))
        .isEqualTo(
            new Success<>(
                List.of(
                    new ProofMatch("p001", Instant.parse("2026-01-01T00:00:00Z")),
                    new ProofMatch("p003", Instant.parse("2026-01-01T00:00:02Z")))));
    assertThat(server.journal).filteredOn(line -> line.contains("search")).hasSize(2);
  }

  @Test
  void a_proof_is_read_leniently_and_without_names() {
    server.state(
        "p1",
        JsonMapper.shared()
            .readTree(
                """
                {"id":"p1","status":"in_progress","version":1.5,"locked":null,"archived":false,
                 "public_link":"https://x.ziflow.io/proof/q","novelty":{"a":[1]},
                 "stages":[
                  {"id":"s1","name":"Desk","status":{"status":"completed","decision_status":"approved"},
                   "members":[
                    {"id":"r1","contact":{"email":"ann@example.com"},"decision":true,
                     "decision_status":"changes_required","decision_date":"2026-04-21T10:00:00.000Z",
                     "decision_checklist":{"options":[{"id":"o1","label":"Logo"}]}},
                    {"id":"r2","email":" BO@example.com","permissions":{"decision":false},
                     "decision_status":null},
                    {"id":"r3"}]},
                  {"id":"s2","name":"Legal","status":"not_started","members":null}]}
                """));

    var state = ((Success<ProofState>) client.readProof("p1")).value();
    assertThat(state.getStatus()).isEqualTo("in_progress");
    assertThat(state.getStages()).hasSize(2);
    var desk = state.getStages().getFirst();
    assertThat(desk.getDecisionStatus()).isEqualTo("approved");
    assertThat(desk.getMembers().getFirst().getReasons()).containsExactly("Logo");
    assertThat(desk.getMembers().getFirst().getDecisionAt())
        .isEqualTo(Instant.parse("2026-04-21T10:00:00Z"));
    assertThat(desk.getMembers().get(1).getDecides()).isFalse();
    assertThat(desk.getMembers().stream().map(MemberState::getPersonId))
        .containsExactly(person("ann@example.com"), person("bo@example.com"), null);
    assertThat(state.getStages().getLast().getStatus()).isEqualTo("not_started");
    assertThat(state.toString()).doesNotContain("ann@");
  }

  static Stream<Arguments> versions() {
    return Stream.of(
        arguments("no list", "null", List.of()),
        arguments("an empty list", "[]", List.of()),
        arguments("only this one", "[{'version':1,'id':'p1'}]", List.of()),
        arguments("a next one", "[{'version':1,'id':'p1'},{'version':2,'id':'p2'}]", List.of("p2")),
        arguments(
            "several versions without order",
            "[{'version':10,'id':'p3'},{'version':8,'id':'p1'},{'version':9,'id':'p2'}]",
            List.of("p2", "p3")),
        arguments(
            "a list without this version",
            "[{'version':10,'id':'p3'},{'version':9,'id':'p2'}]",
            List.of()),
        arguments("an older one", "[{'version':1,'id':'p0'},{'version':2,'id':'p1'}]", List.of()),
        arguments(
            "the old spelling",
            "[{'version':'1','version-id':'p1'},{'version':'2','version-id':'p2'}]",
            List.of("p2")),
        arguments(
            "a minor version",
            "[{'version':1,'id':'p1'},{'version':1.5,'id':'p2'}]",
            List.of("p2")),
        arguments(
            "versions without a number or an id",
            "[{'version':1,'id':'p1'},{'version':3},{'id':'p4'},{'version':'x','id':'p5'}]",
            List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void later_versions_are_returned_in_their_order(String what, String listed, List<String> later) {
    server.state(
        "p1",
        JsonMapper.shared().readTree(("{'id':'p1','versions':" + listed + "}").replace('\'', '"')));

    assertThat(((Success<ProofState>) client.readProof("p1")).value().getLaterIds())
        .isEqualTo(later);
  }

  @Test
  void a_404_is_ignored_during_the_grace_and_then_means_gone() {
    var worker =
        new ReadProofWorker(
            client, server.settings(FakeZiflow.KEY, DownloadKey.API_HOST), InstantSource.system());
    var command = CommandFixtures.readProof("c1", "a1");

    assertThat(worker.call(command, new Attempt(1, Duration.ZERO)))
        .isInstanceOf(StepResult.RetryLater.class);
    assertThat(worker.call(command, new Attempt(9, Duration.ofSeconds(61))))
        .isInstanceOfSatisfying(
            StepResult.Done.class, done -> assertThat(done.toString()).contains("\"gone\": true"));
    assertThat(client.readProof("none"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.error()).isInstanceOf(NotFound.class));
  }

  @Test
  void a_wrong_key_is_unauthorized() {
    try (var stranger = server.client("other")) {
      assertThat(stranger.readProof("p1"))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.error()).isInstanceOf(Unauthorized.class));
    }
  }

  @Test
  void a_webhook_is_created_active_signed_and_with_all_required_event_types() {
    var target = URI.create("https://hooks.example.com/ziflow");
    var made = ((Success<Webhook>) client.createWebhook("proofline", target, null)).value();

    assertThat(server.webhooks.get("w1"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"id":"w1","name":"proofline","target":"https://hooks.example.com/ziflow",
                     "active":true,"generate_signature_key":true,
                     "subscription_types":{"proof":{"created":true,"processed":true,
                       "status_change":true,"decision":true,"comment":true,"deleted":true,
                       "restored":true,"complete_review":true,"changed":true}},
                     "webhook_signature_key":"hook-key-w1"}
                    """));
    assertThat(made.key()).isEqualTo(Secret.of("hook-key-w1"));
    assertThat(made.eventTypes()).containsExactlyInAnyOrderElementsOf(Webhook.REQUIRED_EVENT_TYPES);
    assertThat(client.webhooks()).isEqualTo(new Success<>(List.of(made)));
    assertThat(made.toString()).doesNotContain("hook-key");
  }

  @ParameterizedTest
  @CsvSource({"known-77, known-77", "not_in_that_form, hook-key-w1"})
  void a_webhook_is_signed_with_our_key_if_ziflow_accepts_its_form(String ours, String used) {
    var target = URI.create("https://hooks.example.com/ziflow");
    var made =
        ((Success<Webhook>) client.createWebhook("proofline", target, Secret.of(ours))).value();
    assertThat(made.key()).isEqualTo(Secret.of(used));
    assertThat(server.webhooks.get("w1").path("generate_signature_key").asBoolean())
        .isEqualTo(!used.equals(ours));
  }

  @Test
  void a_webhook_is_deleted_and_a_missing_one_is_no_error() {
    client.createWebhook("proofline", URI.create("https://hooks.example.com/ziflow"), null);
    assertThat(client.deleteWebhook("w1")).isEqualTo(new Success<>(true));
    assertThat(client.deleteWebhook("w1")).isEqualTo(new Success<>(true));
    assertThat(client.webhooks()).isEqualTo(new Success<>(List.of()));
  }

  @Test
  void a_proofs_file_is_downloaded_and_hashed_and_our_key_is_sent_to_the_api_only()
      throws Exception {
    server.state("p1", Map.of("download_link", server.address() + "/files/away"));
    var target = directory.resolve("final");

    assertThat(client.downloadProof("p1", target))
        .isEqualTo(
            new Success<>(
                new DownloadedFile(
                    18,
                    sha256("bytes of the final"),
                    "image/jpeg",
                    new ImageData(sha256("bytes of the final"), null, null),
                    null)));
    assertThat(target).hasContent("bytes of the final");
    assertThat(server.downloads).containsExactly(FakeZiflow.KEY, "none");
  }

  @Test
  void our_key_is_sent_to_another_host_only_if_set() {
    var link = server.address().toString().replace("127.0.0.1", "localhost") + "/files/here";
    server.state("p1", Map.of("download_link", link));
    client.downloadProof("p1", directory.resolve("one"));
    try (var trusting =
        new ZiflowClient(server.settings(FakeZiflow.KEY, DownloadKey.ALWAYS), FakeZiflow.PEOPLE)) {
      trusting.downloadProof("p1", directory.resolve("two"));
    }
    assertThat(server.downloads).containsExactly("none", FakeZiflow.KEY);
  }

  @Test
  void a_rejection_by_a_file_host_is_retried_and_does_not_count_against_our_key() {
    var link = server.address().toString().replace("127.0.0.1", "localhost") + "/files/old";
    server.state("p1", Map.of("download_link", link));

    assertThat(client.downloadProof("p1", directory.resolve("one")))
        .isEqualTo(new Failure<>(new NoUsableResponse(Api.ZIFLOW, "status 403 to a download")));
  }

  @Test
  void a_link_into_a_private_network_or_a_malformed_one_is_not_followed() {
    for (String link : List.of("http://127.0.0.1:1/x", "https://10.0.0.1/x", "http://[::1]/x")) {
      server.state("p1", Map.of("download_link", link));
      assertThat(client.downloadProof("p1", directory.resolve("one")))
          .as(link)
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.error()).isInstanceOf(DownloadRefused.class));
    }
    for (String link : List.of("http://[", "file:///etc/passwd", "a b")) {
      server.state("p1", Map.of("download_link", link));
      assertThat(client.downloadProof("p1", directory.resolve("one")))
          .as(link)
          .isEqualTo(
              new Failure<>(
                  new NoUsableResponse(Api.ZIFLOW, "the link to the proof's file is malformed")));
    }
  }

  @Test
  void a_proof_without_a_link_to_its_file_is_rejected_with_the_cause() {
    server.state("p1", Map.of("locked", true));

    assertThat(client.downloadProof("p1", directory.resolve("one")))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.error()).isInstanceOf(Rejected.class));
  }

  private static String person(String email) {
    return FakeZiflow.PEOPLE.idOf(email).orElseThrow();
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static NewProof proof(String marker) {
    return new NewProof(
        "n",
        URI.create("https://f.example.com/x"),
        marker,
        null,
        null,
        null,
        null,
        false,
        "o@example.com",
        List.of());
  }
}
