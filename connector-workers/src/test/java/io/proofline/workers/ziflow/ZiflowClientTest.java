package io.proofline.workers.ziflow;

import static io.proofline.workers.loop.Commands.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Decides;
import io.proofline.schemas.avro.ProofState;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.call.Secret;
import io.proofline.workers.loop.Commands;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.ziflow.ZiflowProperties.ForbiddenMeans;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ZiflowClientTest {

  private static final RulesText RULES =
      RulesText.newBuilder()
          .setYaml("")
          .setTeams(
              Map.of(
                  "owner", List.of("dam@example.com", "second@example.com"),
                  "products", List.of("ann@example.com", "bo@example.com", "ANN@example.com"),
                  "nobody", List.of(" ")))
          .build();

  private final FakeZiflow server = new FakeZiflow();
  private final ZiflowClient client = client(FakeZiflow.KEY);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void a_proof_is_asked_with_its_file_marker_stages_and_owner() {
    var asked =
        Commands.createProof(
                "c1",
                "a1",
                "v1",
                "owner",
                stage("Marketing", "products", Decides.ANYONE),
                stage("Desk", "owner", Decides.EVERYONE))
            .getCreateProof();
    var proof =
        new NewProof(
            "a1.jpg",
            URI.create("https://files.example.com/files/t/a%201.jpg"),
            "pl:test:a1:1:1",
            "folder-1",
            Route.owner(asked, RULES),
            Route.stages(asked, RULES));

    assertThat(client.createProof(proof)).isEqualTo(new Done<>(Optional.of("p001")));
    assertThat(server.asked.get("p001"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"name":"a1.jpg",
                     "input":[{"source":"https://files.example.com/files/t/a%201.jpg","type":"file"}],
                     "pass_through_value":"pl:test:a1:1:1","folder_id":"folder-1",
                     "owner_email":"dam@example.com","lock_on_decisions":false,
                     "stages":[
                      {"name":"Marketing","final_status_calculation":{"type":"only_one_decision"},
                       "members":[
                        {"email":"dam@example.com","comment":true,"decision":false,"manage":true},
                        {"email":"ann@example.com","comment":true,"decision":true,"manage":false},
                        {"email":"bo@example.com","comment":true,"decision":true,"manage":false}]},
                      {"name":"Desk","final_status_calculation":{"type":"all_decisions"},
                       "members":[
                        {"email":"dam@example.com","comment":true,"decision":true,"manage":true},
                        {"email":"second@example.com","comment":true,"decision":true,"manage":false}]}]}
                    """));
  }

  @Test
  void a_team_without_an_address_is_named() {
    var asked =
        Commands.createProof("c1", "a1", "v1", "owner", stage("S", "nobody", Decides.ANYONE))
            .getCreateProof();
    assertThat(Route.unknownTeam(asked, RULES)).contains("nobody");
  }

  @Test
  void the_id_of_a_new_proof_is_read_in_each_form_that_the_docs_leave_open() {
    for (Object body :
        List.of(
            Map.of("id", "p9"),
            Map.of("proof_id", "p9"),
            List.of(Map.of("id", "p9")),
            List.of("p9"))) {
      server.answerOnce(Reply.ok(body));
      assertThat(client.createProof(proof("m"))).isEqualTo(new Done<>(Optional.of("p9")));
    }
    server.answerOnce(new Reply(200, Map.of(), new byte[0]));
    assertThat(client.createProof(proof("m"))).isEqualTo(new Done<>(Optional.empty()));
  }

  @Test
  void a_search_reads_all_pages_and_takes_exact_markers_only_oldest_first() {
    client.createProof(proof("pl:test:a1:1:1"));
    client.createProof(proof("pl:test:a1:1:10"));
    client.createProof(proof("pl:test:a1:1:1"));
    client.createProof(proof("pl:test:a2:1:1"));

    assertThat(client.searchByMarker("pl:test:a1:1:1"))
        .isEqualTo(
            new Done<>(
                List.of(
                    new FoundProof("p001", Instant.parse("2026-01-01T00:00:00Z")),
                    new FoundProof("p003", Instant.parse("2026-01-01T00:00:02Z")))));
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
                    {"id":"r2","permissions":{"decision":false},"decision_status":null}]},
                  {"id":"s2","name":"Legal","status":"not_started","members":null}]}
                """));

    var state = ((Done<ProofState>) client.readProof("p1")).value();
    assertThat(state.getStatus()).isEqualTo("in_progress");
    assertThat(state.getStages()).hasSize(2);
    var desk = state.getStages().getFirst();
    assertThat(desk.getDecisionStatus()).isEqualTo("approved");
    assertThat(desk.getMembers().getFirst().getReasons()).containsExactly("Logo");
    assertThat(desk.getMembers().getFirst().getDecisionAt())
        .isEqualTo(Instant.parse("2026-04-21T10:00:00Z"));
    assertThat(desk.getMembers().getLast().getDecides()).isFalse();
    assertThat(state.getStages().getLast().getStatus()).isEqualTo("not_started");
    assertThat(state.toString()).doesNotContain("ann@");
  }

  @Test
  void a_404_is_not_believed_at_first_and_then_means_gone() {
    var worker = new ReadProofWorker(client, Duration.ofSeconds(60));
    var command = Commands.readProof("c1", "a1");

    assertThat(worker.call(command, new Attempt(1, Duration.ZERO)))
        .isInstanceOf(Ending.NotYet.class);
    assertThat(worker.call(command, new Attempt(9, Duration.ofSeconds(61))))
        .isInstanceOfSatisfying(
            Ending.Finished.class, done -> assertThat(done.toString()).contains("\"gone\": true"));
    assertThat(client.readProof("none"))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.error()).isInstanceOf(Missing.class));
  }

  @Test
  void a_wrong_key_is_our_access() {
    try (var stranger = client("other")) {
      assertThat(stranger.readProof("p1"))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.error()).isInstanceOf(Unauthorized.class));
    }
  }

  private static NewProof proof(String marker) {
    return new NewProof(
        "n", URI.create("https://f.example.com/x"), marker, null, "o@example.com", List.of());
  }

  private ZiflowClient client(String key) {
    return new ZiflowClient(
        new ZiflowProperties(
            server.address().resolve("/v1"),
            new Secret(key),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            ForbiddenMeans.REQUEST,
            1_000,
            16));
  }
}
