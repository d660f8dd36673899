package io.proofline.workers.ziflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.DeleteProof;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteProofWorkerTest {

  private static final StepResult GONE = new StepResult.Done(new CommandResult.ProofDeleted());
  private static final Attempt FIRST = new Attempt(1, Duration.ZERO);

  private final FakeZiflow server = new FakeZiflow();
  private final ZiflowClient client = server.client();
  private final DeleteProofWorker worker =
      new DeleteProofWorker(client, "test", Duration.ofSeconds(60));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void our_proof_of_this_asset_is_deleted() {
    server.state("p1", Map.of("pass_through_value", "pl:test:a1:2:3"));

    assertThat(worker.call(delete(), FIRST)).isEqualTo(GONE);
    assertThat(server.state("p1")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mine", "pl:test:a11:1:1", "pl:other:a1:1:1", "xpl:test:a1:1:1"})
  void a_proof_without_our_marker_for_this_asset_is_not_deleted(String marker) {
    server.state("p1", Map.of("pass_through_value", marker));

    assertThat(worker.call(delete(), FIRST))
        .isInstanceOfSatisfying(
            StepResult.Dead.class,
            dead -> assertThat(dead.reason()).contains("our marker for asset a1"));
    assertThat(server.state("p1")).isNotNull();
  }

  @Test
  void a_proof_without_any_marker_is_not_deleted() {
    server.state("p1", Map.of("id", "p1"));

    assertThat(worker.call(delete(), FIRST)).isInstanceOf(StepResult.Dead.class);
  }

  @Test
  void a_missing_proof_counts_as_deleted_after_the_grace() {
    assertThat(worker.call(delete(), FIRST)).isInstanceOf(StepResult.RetryLater.class);
    assertThat(worker.call(delete(), new Attempt(7, Duration.ofSeconds(61)))).isEqualTo(GONE);
  }

  @Test
  void a_proof_that_is_deleted_meanwhile_counts_as_deleted() {
    server.state("p1", Map.of("pass_through_value", "pl:test:a1:1:1"));
    server.answerNext("DELETE", Reply.of(404, Map.of()));

    assertThat(worker.call(delete(), FIRST)).isEqualTo(GONE);
  }

  private static Command delete() {
    return CommandFixtures.command("c1", "a1", CommandKind.DELETE_PROOF)
        .setDeleteProof(new DeleteProof("p1"))
        .build();
  }
}
