package io.proofline.workers.ziflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.probe.ProbeResult;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks that the trial leaves no proof behind without reporting it. */
class ZiflowWriteProbeTest {

  private static final String MARKER = "proofline-doctor:t1";
  private static final String LOOK = "Search Ziflow for 'Proofline doctor (may be deleted)'";

  private final FakeZiflow server = new FakeZiflow();
  private final ZiflowClient client = server.client();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void a_proof_created_without_an_answer_is_searched_for_and_deleted() {
    server.answerNext("POST", Reply.of(504, Map.of()));

    var results =
        runProbe(_ -> {
          if (pauses.size() == 2) {
            appears("p900");
          }
        });

    assertThat(server.state("p900")).isNull();
    assertThat(texts(results)).contains("Trial: a proof is deleted: and is in Ziflow's trash");
    assertThat(pauses).hasSize(2);
  }

  @Test
  void a_proof_without_an_id_that_is_not_found_is_reported_as_possibly_existing() {
    server.answerNext("POST", Reply.ok(Map.of("something", "else")));

    var results = runProbe(_ -> {});

    assertThat(pauses).hasSize(3);
    assertThat(results)
        .anyMatch(probeResult ->
            probeResult.check().equals("Trial: a proof is deleted")
                && probeResult.remedy().startsWith(LOOK));
  }

  @Test
  void a_rejected_proof_is_not_searched_for_again() {
    server.answerNext("POST", Reply.of(422, Map.of("message", "no such owner")));

    var results = runProbe(_ -> {});

    assertThat(pauses).isEmpty();
    assertThat(results).noneMatch(probeResult -> probeResult.remedy().startsWith(LOOK));
  }

  @Test
  void a_proof_with_an_id_is_deleted_even_if_no_search_finds_it() {
    server.state("p001", Map.of("pass_through_value", MARKER));
    server.makeSearchLag();

    runProbe(_ -> {});

    assertThat(server.state("p001")).isNull();
    assertThat(pauses).isEmpty();
  }

  @Test
  void a_proof_that_cant_be_read_is_deleted() {
    server.state("p001", Map.of("pass_through_value", MARKER));
    server.answerNext("GET", Reply.of(500, Map.of()));

    var results = runProbe(_ -> {});

    assertThat(server.state("p001")).isNull();
    assertThat(texts(results)).contains("Trial: a proof is deleted: and is in Ziflow's trash");
  }

  @Test
  void a_proof_that_cant_be_deleted_is_reported_with_its_id() {
    server.state("p001", Map.of("pass_through_value", MARKER));
    server.answerNext("DELETE", Reply.of(500, Map.of()));

    var results = runProbe(_ -> {});

    assertThat(results.getLast().remedy()).isEqualTo("Delete proof p001 by hand.");
  }

  private List<ProbeResult> runProbe(Consumer<Duration> meanwhile) {
    Consumer<Duration> pause =
        length -> {
          pauses.add(length);
          meanwhile.accept(length);
        };
    return new ZiflowWriteProbe(
            client, "owner@example.com", URI.create("https://files.example.com"), pause)
        .run("t1");
  }

  /** Makes the proof appear in the lagging search. */
  private void appears(String id) {
    var body = Map.of("pass_through_value", MARKER);
    server.state(id, body);
    server.creationBodies.put(id, server.state(id));
  }

  private static List<String> texts(List<ProbeResult> results) {
    return results.stream()
        .map(probeResult -> probeResult.check() + ": " + probeResult.detail())
        .toList();
  }
}
