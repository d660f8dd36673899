package io.proofline.workers.ziflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.TickEventIds;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.ProofState;
import io.proofline.schemas.avro.ReadProof;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.call.PriorityRateLimiter;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.ziflow.ZiflowProperties.DownloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which proofs are read by a shared search, and which by themselves. */
class ReadProofWorkerTest {

  private static final Attempt FIRST = new Attempt(1, Duration.ZERO);
  private static final Attempt LAST = new Attempt(9, Duration.ofHours(1));
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final FakeZiflow server = new FakeZiflow();
  private final AtomicLong nanos = new AtomicLong();
  private final ZiflowClient client =
      new ZiflowClient(
          server.settings(FakeZiflow.KEY, DownloadKey.API_HOST),
          FakeZiflow.PEOPLE,
          PriorityRateLimiter.unlimited(Api.ZIFLOW),
          nanos::get);
  private final ReadProofWorker worker =
      new ReadProofWorker(
          client, server.settings(FakeZiflow.KEY, DownloadKey.API_HOST), () -> NOON);

  @BeforeEach
  void runForAWhile() {
    pass(FakeZiflow.SEARCH_LAG);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void a_hundred_reads_caused_by_timers_share_one_search() throws InterruptedException {
    var assets = IntStream.range(0, 100).mapToObj(i -> "a" + i).toList();
    assets.forEach(this::hasProof);

    var states = read(assets.stream().map(ReadProofWorkerTest::forCaution).toList());

    assertThat(server.journal).containsExactly("POST /v1/proofs/search?count=100&page=1");
    assertThat(states).hasSize(100);
    assertThat(states.get("a7").getProofId()).isEqualTo("proof-of-a7");
    assertThat(states.get("a7").getPublicLink()).isEqualTo("link of a7");
  }

  @Test
  void a_proof_that_the_search_lacks_is_read_by_itself_before_it_counts_as_missing()
      throws InterruptedException {
    hasProof("a1");
    server.state("lost-1", whole("a link"));
    server.state("proof-of-a2", Map.of("status", "completed"));
    var lost = Command.newBuilder(forCaution("a3")).setReadProof(new ReadProof("lost-1")).build();

    var states = read(List.of(forCaution("a1"), forCaution("a2"), lost, forCaution("a4")));

    assertThat(states.get("a2").getStatus()).isEqualTo("completed");
    assertThat(states.get("a3").getStatus()).isEqualTo("completed");
    assertThat(states.get("a4").getGone()).isTrue();
    assertThat(server.journal)
        .containsExactlyInAnyOrder(
            "POST /v1/proofs/search?count=100&page=1",
            "GET /v1/proofs/proof-of-a2",
            "GET /v1/proofs/lost-1",
            "GET /v1/proofs/proof-of-a4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stages", "versions", "archived", "public_link"})
  void a_field_missing_from_a_search_result_does_not_count_as_absent(String left)
      throws InterruptedException {
    hasProof("a1");
    var part = new HashMap<>(whole("link of a2"));
    part.remove(left);
    server.state("proof-of-a2", part);

    read(List.of(forCaution("a1"), forCaution("a2")));

    assertThat(server.journal).contains("GET /v1/proofs/proof-of-a2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"members", "decision_status"})
  void a_field_missing_from_a_stage_of_a_search_result_does_not_count_as_absent(String left)
      throws InterruptedException {
    hasProof("a1");
    var stage = new HashMap<String, Object>(Map.of("members", List.of(), "decision_status", "x"));
    stage.remove(left);
    var part = new HashMap<>(whole("link of a2"));
    part.put("stages", List.of(stage));
    server.state("proof-of-a2", part);

    read(List.of(forCaution("a1"), forCaution("a2")));

    assertThat(server.journal).contains("GET /v1/proofs/proof-of-a2");
  }

  @ParameterizedTest
  @ValueSource(ints = {422, 404})
  void a_rejected_search_makes_each_proof_be_read_by_itself(int status)
      throws InterruptedException {
    hasProof("a1");
    hasProof("a2");
    server.answerNext("POST", Reply.of(status, Map.of("message", "no such filter")));

    assertThat(read(List.of(forCaution("a1"), forCaution("a2")))).hasSize(2);
  }

  @Test
  void a_read_caused_by_an_event_is_not_shared_until_the_search_lag_has_passed() {
    assertThat(worker.sharesRequest(asked(NOON.minusSeconds(59)))).isFalse();
    assertThat(worker.sharesRequest(asked(NOON.minusSeconds(60)))).isTrue();
  }

  @Test
  void a_recently_read_or_changed_proof_is_read_by_itself() {
    hasProof("a1");
    assertThat(worker.sharesRequest(forCaution("a1"))).isTrue();
    worker.call(asked(NOON), FIRST);
    assertThat(worker.sharesRequest(forCaution("a1"))).isFalse();
    pass(Duration.ofSeconds(60));
    assertThat(worker.sharesRequest(forCaution("a1"))).isTrue();

    client.replaceStages("proof-of-a1", List.of());
    assertThat(worker.sharesRequest(forCaution("a1"))).isFalse();
    pass(Duration.ofSeconds(60));
    client.deleteProof("proof-of-a1");
    assertThat(worker.sharesRequest(forCaution("a1"))).isFalse();
  }

  @Test
  void after_a_start_no_reads_are_shared_until_the_search_lag_has_passed() {
    try (var fresh =
        new ZiflowClient(
            server.settings(FakeZiflow.KEY, DownloadKey.API_HOST),
            FakeZiflow.PEOPLE,
            PriorityRateLimiter.unlimited(Api.ZIFLOW),
            nanos::get)) {
      assertThat(fresh.mayReadBySearch("p1")).isFalse();
      pass(Duration.ofSeconds(60));
      assertThat(fresh.mayReadBySearch("p1")).isTrue();
    }
  }

  /** The results, by asset. */
  private Map<String, ProofState> read(List<Command> commands) throws InterruptedException {
    var states = new ConcurrentHashMap<String, ProofState>();
    var threads = new ArrayList<Thread>();
    for (var command : commands) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> states.put(command.getAssetId(), state(worker.call(command, LAST)))));
    }
    for (var thread : threads) {
      thread.join();
    }
    return states;
  }

  private static ProofState state(StepResult stepResult) {
    return ((CommandResult.ProofRead) ((StepResult.Done) stepResult).result()).proof();
  }

  private void hasProof(String asset) {
    server.state("proof-of-" + asset, whole("link of " + asset));
  }

  private static Map<String, Object> whole(String link) {
    return Map.of(
        "status",
        "completed",
        "stages",
        List.of(Map.of("members", List.of(), "decision_status", "approved")),
        "versions",
        List.of(),
        "archived",
        false,
        "public_link",
        link);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Command forCaution(String asset) {
    return with(
        NOON, TickEventIds.eventId(asset, NOON), CommandFixtures.readProof("c-" + asset, asset));
  }

  private static Command asked(Instant at) {
    return with(at, "an event", CommandFixtures.readProof("c1", "a1"));
  }

  private static Command with(Instant at, String cause, Command command) {
    return Command.newBuilder(command)
        .setEnvelope(
            Envelope.newBuilder(command.getEnvelope())
                .setReceivedAt(at)
                .setCausationId(cause)
                .build())
        .build();
  }
}
