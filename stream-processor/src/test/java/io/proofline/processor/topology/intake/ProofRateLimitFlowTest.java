package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may open a proof, over a limit of two in an hour. */
class ProofRateLimitFlowTest {

  private final TopologyFixture topologyFixture = TopologyFixture.intake();
  private int asked;

  @AfterEach
  void close() {
    topologyFixture.close();
  }

  @Test
  void an_answer_is_a_fact_of_the_asset_that_asked() {
    ask(0, "c1");

    var fact = topologyFixture.read(topologyFixture.topics().facts()).getFirst();
    assertThat(fact.getKind()).isEqualTo(FactKind.PROOF_PERMIT);
    assertThat(fact.getAssetId()).isEqualTo("asset-of-c1");
    assertThat(fact.getEnvelope().getCausationId()).isEqualTo("t1");
    assertThat(fact.getEnvelope().getEventId()).isNotEqualTo("t1");
  }

  @Test
  void what_is_beyond_the_limit_of_an_hour_is_held_and_the_hour_slides() {
    ask(0, "c1");
    ask(50, "c2");
    ask(59, "c3");
    ask(60, "c4");
    ask(61, "c5");

    assertThat(answers())
        .containsExactly("c1 granted", "c2 granted", "c3 held", "c4 granted", "c5 held");
  }

  @Test
  void a_question_that_is_asked_again_has_the_same_answer_and_counts_once() {
    ask(0, "c1");
    ask(1, "c1");
    ask(2, "c2");
    ask(3, "c3");
    ask(70, "c3");

    assertThat(answers())
        .containsExactly("c1 granted", "c1 granted", "c2 granted", "c3 held", "c3 held");
    goAhead(71, null);
    assertThat(answers()).containsExactly("c3 granted");
  }

  @Test
  void what_a_person_selected_never_waits_but_counts() {
    ask(0, "c1", false, 2);
    ask(1, "c2", false, 2);
    ask(2, "c3", false, 2);
    ask(3, "c4");

    assertThat(answers()).containsExactly("c1 granted", "c2 granted", "c3 granted", "c4 held");
  }

  @Test
  void what_is_held_goes_when_a_person_selects_it_and_no_go_ahead_tells_it_again() {
    ask(0, "c1", true, 0);
    ask(1, "c1", false, 0);
    goAhead(2, null);

    assertThat(answers()).containsExactly("c1 held", "c1 granted");
  }

  @Test
  void without_a_limit_nobody_waits() {
    ask(0, "c1", true, null);
    ask(0, "c2", true, null);
    ask(0, "c3", true, null);

    assertThat(answers()).containsExactly("c1 granted", "c2 granted", "c3 granted");
  }

  @Test
  void a_go_ahead_releases_so_many_as_it_says_the_oldest_first_and_another_the_rest() {
    ask(9, "c9", true, 0);
    ask(2, "c2", true, 0);
    ask(5, "c5", true, 0);
    answers();

    goAhead(10, 0);
    assertThat(answers()).isEmpty();
    goAhead(10, 2);
    assertThat(answers()).containsExactly("c9 granted", "c2 granted");
    goAhead(11, null);
    assertThat(answers()).containsExactly("c5 granted");
    goAhead(12, null);
    assertThat(answers()).isEmpty();
  }

  @Test
  void what_was_released_counts_from_then_on() {
    ask(0, "c1", true, 0);
    ask(0, "c2", true, 0);
    goAhead(30, null);
    ask(89, "c3");
    ask(90, "c4");

    assertThat(answers().subList(4, 6)).containsExactly("c3 held", "c4 granted");
  }

  @Test
  void those_that_one_go_ahead_releases_are_told_apart() {
    ask(0, "c1", true, 0);
    ask(0, "c2", true, 0);
    topologyFixture.read(topologyFixture.topics().facts());
    goAhead(1, null);

    assertThat(topologyFixture.read(topologyFixture.topics().facts()))
        .extracting(f -> f.getEnvelope().getEventId())
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void a_record_that_is_late_does_not_turn_the_hour_back() {
    ask(100, "c1");
    ask(101, "c2");
    ask(30, "c3");

    assertThat(answers()).containsExactly("c1 granted", "c2 granted", "c3 held");
  }

  @Test
  void an_answer_is_forgotten_when_its_question_is() {
    ask(0, "c1");
    ask(7 * 24 * 60 + 1, "c2", true, 1);
    ask(7 * 24 * 60 + 2, "c1", true, 1);

    assertThat(answers()).containsExactly("c1 granted", "c2 granted", "c1 held");
  }

  @Test
  void a_go_ahead_is_no_fact_and_turns_are_counted_by_their_answers() {
    ask(0, "c1", true, 0);
    ask(1, "c1", true, 0);
    goAhead(2, null);
    ask(3, "c1", true, 0);

    assertThat(topologyFixture.read(topologyFixture.topics().facts()))
        .extracting(Fact::getKind)
        .containsOnly(FactKind.PROOF_PERMIT);
    assertThat(topologyFixture.metrics().of("turn hold")).isEqualTo(1);
    assertThat(topologyFixture.metrics().of("turn held_before")).isEqualTo(1);
    assertThat(topologyFixture.metrics().of("turn release")).isEqualTo(1);
    assertThat(topologyFixture.metrics().of("turn granted_before")).isEqualTo(1);
    assertThat(topologyFixture.metrics().of("fact turn")).isEqualTo(4);
  }

  private void ask(int minute, String commandId) {
    ask(minute, commandId, true, 2);
  }

  private void ask(int minute, String commandId, boolean waits, @Nullable Integer perHour) {
    asked++;
    var turn =
        new ProofPermitRequest(
            envelope("t" + asked), "asset-of-" + commandId, commandId, waits, perHour);
    topologyFixture.pipe(topologyFixture.topics().proofPermits(), "demo", turn, at(minute));
  }

  private void goAhead(int minute, @Nullable Integer count) {
    var request =
        new Request(envelope("g" + minute), "demo", RequestKind.GO_AHEAD, null, null, count, "p");
    topologyFixture.pipe(topologyFixture.topics().requests(), "demo", request, at(minute));
  }

  private static Instant at(int minute) {
    return AT.plus(Duration.ofMinutes(minute));
  }

  private List<String> answers() {
    return topologyFixture.read(topologyFixture.topics().facts()).stream()
        .map(Fact::getProofPermit)
        .map(turn -> turn.getCommandId() + (turn.getGranted() ? " granted" : " held"))
        .toList();
  }
}
