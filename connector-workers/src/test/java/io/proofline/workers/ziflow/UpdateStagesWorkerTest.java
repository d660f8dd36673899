package io.proofline.workers.ziflow;

import static io.proofline.workers.execution.CommandFixtures.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Decides;
import io.proofline.schemas.avro.StageRequest;
import io.proofline.schemas.avro.StageState;
import io.proofline.schemas.avro.UpdateStages;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UpdateStagesWorkerTest {

  private static final Attempt FIRST = new Attempt(1, Duration.ZERO);
  private static final Attempt LATE = new Attempt(9, Duration.ofSeconds(61));

  private final FakeZiflow server = new FakeZiflow();
  private final ZiflowClient client = server.client();
  private final UpdateStagesWorker worker =
      new UpdateStagesWorker(
          client,
          TeamRulesFixture.of(
              "owner", List.of("dam@example.com"),
              "products", List.of("ann@example.com"),
              "legal", List.of("lee@example.com")),
          Duration.ofSeconds(60));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void a_stage_is_added_and_current_stages_stay_by_id_in_order() {
    givenStages("s1 Marketing ann@ dam@", "s2 Desk dam@");
    var legal =
        StageRequest.newBuilder(stage("Legal", "legal", Decides.EVERYONE))
            .setDeadline(Instant.parse("2026-05-01T12:00:00Z"))
            .setNotification("decisions")
            .build();

    assertThat(stages(worker.call(update(List.of(legal)), FIRST)))
        .containsExactly("Marketing", "Desk", "Legal");
    assertThat(server.bodies.getLast())
        .isEqualTo(
            json(
                """
                {"stages":[{"id":"s1"},{"id":"s2"},
                 {"name":"Legal","deadline":"2026-05-01T12:00:00.000Z",
                  "final_status_calculation":{"type":"all_decisions"},
                  "members":[{"email":"lee@example.com","comment":true,"decision":true,
                   "manage":false,"notification":"decisions"}]}]}
                """));
  }

  @Test
  void stages_that_are_already_right_are_not_written() {
    givenStages("s1 Marketing ann@ dam@");

    assertThat(
            stages(
                worker.call(
                    update(List.of(stage("Marketing", "products", Decides.ANYONE)), "Legal"),
                    FIRST)))
        .containsExactly("Marketing");
    assertThat(server.journal).containsExactly("GET /v1/proofs/p1");
  }

  @Test
  void a_repeated_command_finds_its_stages_in_place() {
    givenStages("s1 Marketing ann@ dam@");
    var command = update(List.of(stage("Legal", "legal", Decides.ANYONE)), "Marketing");
    worker.call(command, FIRST);
    int before = server.bodies.size();

    assertThat(stages(worker.call(command, FIRST))).containsExactly("Legal");
    assertThat(server.bodies).hasSize(before);
  }

  @Test
  void the_owner_moves_to_a_kept_stage_when_the_owners_stage_is_dropped() {
    givenStages("s1 Desk dam@", "s2 Marketing ann@", "s3 Legal lee@");

    assertThat(stages(worker.call(update(List.of(), "Desk"), FIRST)))
        .containsExactly("Marketing", "Legal");
    assertThat(server.bodies.getLast())
        .isEqualTo(
            json(
                """
                {"stages":[
                 {"id":"s2","members":[{"id":"s2r0"},
                  {"email":"dam@example.com","comment":true,"decision":false,"manage":true}]},
                 {"id":"s3"}]}
                """));
  }

  @Test
  void the_owner_is_added_to_the_first_new_stage_if_none_is_kept() {
    givenStages("s1 Desk dam@");

    assertThat(
            stages(
                worker.call(
                    update(List.of(stage("Legal", "legal", Decides.ANYONE)), "Desk"), FIRST)))
        .containsExactly("Legal");
  }

  @Test
  void a_stage_that_is_dropped_and_added_is_replaced_unless_its_people_are_right() {
    givenStages("s1 Desk dam@", "s2 Legal ann@");
    var command = update(List.of(stage("Legal", "legal", Decides.ANYONE)), "Legal");

    worker.call(command, FIRST);
    assertThat(server.bodies).hasSize(1);
    assertThat(server.state("p1").path("stages").path(1).path("members").path(0).toString())
        .contains("lee@example.com");
    worker.call(command, FIRST);
    assertThat(server.bodies).hasSize(1);
  }

  @Test
  void stages_and_people_are_compared_without_normal_form_and_case() {
    givenStages("s1 Desk dam@", "s2 Pru\u0308fung LEE@");
    var command = update(List.of(stage("prüfung", "legal", Decides.ANYONE)), "PRÜFUNG");

    worker.call(command, FIRST);

    assertThat(server.bodies).isEmpty();
  }

  @Test
  void a_change_that_would_leave_no_stage_is_dead_and_not_written() {
    givenStages("s1 Desk dam@");

    assertThat(worker.call(update(List.of(), "Desk"), FIRST)).isInstanceOf(StepResult.Dead.class);
    assertThat(server.bodies).isEmpty();
  }

  @Test
  void a_locked_proof_is_dead_with_a_next_step() {
    givenStages("s1 Desk dam@");
    server.state("p1").put("locked", true);

    assertThat(worker.call(update(List.of(stage("Legal", "legal", Decides.ANYONE))), FIRST))
        .isInstanceOfSatisfying(
            StepResult.Dead.class, dead -> assertThat(dead.nextStep()).contains("Unlock it"));
    assertThat(server.journal).containsExactly("GET /v1/proofs/p1");
  }

  @Test
  void a_proof_locked_by_a_later_version_is_reported_and_not_written() {
    givenStages("s1 Desk dam@");
    var proof = server.state("p1").put("locked", true);
    proof.set("versions", json("[{\"version\":1,\"id\":\"p1\"},{\"version\":2,\"id\":\"p2\"}]"));

    assertThat(stages(worker.call(update(List.of(stage("Legal", "legal", Decides.ANYONE))), FIRST)))
        .containsExactly("Desk");
    assertThat(server.journal).containsExactly("GET /v1/proofs/p1");
  }

  @Test
  void an_edition_that_allows_no_more_stages_is_dead_with_a_next_step() {
    givenStages("s1 Desk dam@");
    server.answerNext("PUT", Reply.of(403, Map.of("message", "upgrade")));

    assertThat(worker.call(update(List.of(stage("Legal", "legal", Decides.ANYONE))), FIRST))
        .isInstanceOfSatisfying(
            StepResult.Dead.class,
            dead -> assertThat(dead.nextStep()).contains("how many stages the account allows"));
  }

  @Test
  void stages_that_differ_when_read_back_are_retried() {
    givenStages("s1 Desk dam@");
    server.answerNext("PUT", Reply.ok(Map.of()));

    assertThat(worker.call(update(List.of(stage("Legal", "legal", Decides.ANYONE))), FIRST))
        .isInstanceOf(StepResult.RetryLater.class);
  }

  @Test
  void a_missing_proof_is_retried_and_then_dead() {
    var command = update(List.of(stage("Legal", "legal", Decides.ANYONE)));

    assertThat(worker.call(command, FIRST)).isInstanceOf(StepResult.RetryLater.class);
    assertThat(worker.call(command, LATE)).isInstanceOf(StepResult.Dead.class);
  }

  @Test
  void a_team_without_an_address_is_named() {
    givenStages("s1 Desk dam@");

    assertThat(worker.call(update(List.of(stage("Legal", "nobody", Decides.ANYONE))), FIRST))
        .isInstanceOfSatisfying(
            StepResult.Dead.class,
            dead -> assertThat(dead.reason()).contains("no address for team nobody"));
  }

  /** Each stage is given as its id, its name and its members. */
  private void givenStages(String... stages) {
    server.state(
        "p1",
        Map.of(
            "id",
            "p1",
            "owner",
            Map.of("email", "dam@example.com"),
            "stages",
            Stream.of(stages).map(stage -> stageOf(stage.split(" "))).toList()));
  }

  private static Map<String, Object> stageOf(String[] words) {
    var members =
        java.util.stream.IntStream.range(2, words.length)
            .mapToObj(i ->
                Map.of(
                    "id",
                    words[0] + "r" + (i - 2),
                    "contact",
                    Map.of("email", words[i] + "example.com")))
            .toList();
    return Map.of("id", words[0], "name", words[1], "members", members);
  }

  private static Command update(List<StageRequest> add, String... drop) {
    var asked =
        UpdateStages.newBuilder()
            .setProofId("p1")
            .setRulesVersion("v1")
            .setOwnerTeam("owner")
            .setAdd(add)
            .setDrop(List.of(drop))
            .build();
    return CommandFixtures.command("c1", "a1", CommandKind.UPDATE_STAGES)
        .setUpdateStages(asked)
        .build();
  }

  private static List<String> stages(StepResult stepResult) {
    var done = (StepResult.Done) stepResult;
    return ((CommandResult.StagesUpdated) done.result())
        .proof().getStages().stream().map(StageState::getName).toList();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
