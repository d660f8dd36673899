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

/** Of the trial's proof nothing stays that is not named. */
class ZiflowWriteProbeTest {

  private static final String MARKER = "proofline-doctor:t1";
  private static final String LOOK = "Look for 'Proofline doctor (may be deleted)' in Ziflow";

  private final FakeZiflow server = new FakeZiflow();
  private final ZiflowClient client = server.client();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void one_that_was_made_without_an_answer_is_searched_for_until_it_is_found_and_deleted() {
    server.answerNext("POST", Reply.of(504, Map.of()));

    var results =
        tried(_ -> {
          if (pauses.size() == 2) {
            appears("p900");
          }
        });

    assertThat(server.state("p900")).isNull();
    assertThat(texts(results)).contains("Trial: a proof is deleted: and lies in Ziflow's trash");
    assertThat(pauses).hasSize(2);
  }

  @Test
  void one_whose_id_is_not_told_and_that_is_not_found_is_named_as_perhaps_there() {
    server.answerNext("POST", Reply.ok(Map.of("something", "else")));

    var results = tried(_ -> {});

    assertThat(pauses).hasSize(3);
    assertThat(results)
        .anyMatch(probeResult ->
            probeResult.check().equals("Trial: a proof is deleted")
                && probeResult.remedy().startsWith(LOOK));
  }

  @Test
  void one_that_was_refused_is_not_waited_for() {
    server.answerNext("POST", Reply.of(422, Map.of("message", "no such owner")));

    var results = tried(_ -> {});

    assertThat(pauses).isEmpty();
    assertThat(results).noneMatch(probeResult -> probeResult.remedy().startsWith(LOOK));
  }

  @Test
  void one_whose_id_is_told_is_deleted_though_no_search_finds_it() {
    server.state("p001", Map.of("pass_through_value", MARKER));
    server.makeSearchLag();

    tried(_ -> {});

    assertThat(server.state("p001")).isNull();
    assertThat(pauses).isEmpty();
  }

  @Test
  void one_that_cannot_be_read_is_deleted_all_the_same() {
    server.state("p001", Map.of("pass_through_value", MARKER));
    server.answerNext("GET", Reply.of(500, Map.of()));

    var results = tried(_ -> {});

    assertThat(server.state("p001")).isNull();
    assertThat(texts(results)).contains("Trial: a proof is deleted: and lies in Ziflow's trash");
  }

  @Test
  void one_that_cannot_be_deleted_is_named_to_a_person() {
    server.state("p001", Map.of("pass_through_value", MARKER));
    server.answerNext("DELETE", Reply.of(500, Map.of()));

    var results = tried(_ -> {});

    assertThat(results.getLast().remedy()).isEqualTo("Delete proof p001 by hand.");
  }

  private List<ProbeResult> tried(Consumer<Duration> meanwhile) {
    Consumer<Duration> pause =
        length -> {
          pauses.add(length);
          meanwhile.accept(length);
        };
    return new ZiflowWriteProbe(
            client, "owner@example.com", URI.create("https://files.example.com"), pause)
        .run("t1");
  }

  /** In the search, as it lags. */
  private void appears(String id) {
    var body = Map.of("pass_through_value", MARKER);
    server.state(id, body);
    server.asked.put(id, server.state(id));
  }

  private static List<String> texts(List<ProbeResult> results) {
    return results.stream()
        .map(probeResult -> probeResult.check() + ": " + probeResult.detail())
        .toList();
  }
}
