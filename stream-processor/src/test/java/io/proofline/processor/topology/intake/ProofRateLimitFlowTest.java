package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.SwitchNames;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.Switch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Checks the rate limit with two proofs per hour.
 *
 * <p>Longer than 300 lines because all tests drive one topology.
 */
class ProofRateLimitFlowTest {

  private final TopologyFixture topologyFixture = TopologyFixture.intake();
  private int asked;

  @AfterEach
  void close() {
    topologyFixture.close();
  }

  @Test
  void a_decision_is_a_fact_about_the_requesting_asset() {
    requestPermit(0, "c1");

    var fact = topologyFixture.read(topologyFixture.topics().facts()).getFirst();
    assertThat(fact.getKind()).isEqualTo(FactKind.PROOF_PERMIT);
    assertThat(fact.getAssetId()).isEqualTo("asset-of-c1");
    assertThat(fact.getEnvelope().getCausationId()).isEqualTo("t1");
    assertThat(fact.getEnvelope().getEventId()).isNotEqualTo("t1");
  }

  @Test
  void requests_above_the_limit_of_a_sliding_hour_are_held() {
    requestPermit(0, "c1");
    requestPermit(50, "c2");
    requestPermit(59, "c3");
    requestPermit(60, "c4");
    requestPermit(61, "c5");

    assertThat(decisions())
        .containsExactly("c1 granted", "c2 granted", "c3 held", "c4 granted", "c5 held");
  }

  @Test
  void a_repeated_permit_request_gets_the_same_decision_and_counts_once() {
    requestPermit(0, "c1");
    requestPermit(1, "c1");
    requestPermit(2, "c2");
    requestPermit(3, "c3");
    requestPermit(70, "c3");

    assertThat(decisions())
        .containsExactly("c1 granted", "c1 granted", "c2 granted", "c3 held", "c3 held");
    goAhead(71, null);
    assertThat(decisions()).containsExactly("c3 granted");
  }

  @Test
  void an_asset_that_a_person_selected_never_waits_but_counts() {
    requestPermit(0, "c1", false, 2);
    requestPermit(1, "c2", false, 2);
    requestPermit(2, "c3", false, 2);
    requestPermit(3, "c4");

    assertThat(decisions()).containsExactly("c1 granted", "c2 granted", "c3 granted", "c4 held");
  }

  @Test
  void a_held_asset_is_released_when_a_person_selects_it_and_not_again_by_a_go_ahead() {
    requestPermit(0, "c1", true, 0);
    requestPermit(1, "c1", false, 0);
    goAhead(2, null);

    assertThat(decisions()).containsExactly("c1 held", "c1 granted");
  }

  @Test
  void without_a_limit_no_asset_waits() {
    requestPermit(0, "c1", true, null);
    requestPermit(0, "c2", true, null);
    requestPermit(0, "c3", true, null);

    assertThat(decisions()).containsExactly("c1 granted", "c2 granted", "c3 granted");
  }

  @Test
  void a_go_ahead_releases_its_count_oldest_first_and_another_the_rest() {
    requestPermit(9, "c9", true, 0);
    requestPermit(2, "c2", true, 0);
    requestPermit(5, "c5", true, 0);
    decisions();

    goAhead(10, 0);
    assertThat(decisions()).isEmpty();
    goAhead(10, 2);
    assertThat(decisions()).containsExactly("c9 granted", "c2 granted");
    goAhead(11, null);
    assertThat(decisions()).containsExactly("c5 granted");
    goAhead(12, null);
    assertThat(decisions()).isEmpty();
  }

  @Test
  void a_go_ahead_for_thousands_continues_every_second_in_order_and_others_follow() {
    for (int i = 0; i < 2_500; i++) {
      requestPermit(0, "c%04d".formatted(i), true, 0);
    }
    decisions();

    goAhead(10, null);
    var released = new ArrayList<>(decisions());
    assertThat(released).hasSize(1_000);
    requestPermit(11, "later1", true, 0);
    requestPermit(11, "later2", true, 0);
    goAhead(12, 1);
    assertThat(decisions()).containsExactly("later1 held", "later2 held");

    topologyFixture.advanceClock(Duration.ofSeconds(1));
    assertThat(released.addAll(decisions())).isTrue();
    assertThat(released).hasSize(2_000);
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    released.addAll(decisions());
    assertThat(released)
        .hasSize(2_501)
        .isSorted()
        .endsWith("c2499 granted", "later1 granted")
        .doesNotHaveDuplicates();

    topologyFixture.advanceClock(Duration.ofSeconds(5));
    assertThat(decisions()).isEmpty();
    goAhead(13, null);
    assertThat(decisions()).containsExactly("later2 granted");
  }

  @Test
  void a_go_ahead_for_a_number_of_thousands_releases_that_number() {
    for (int i = 0; i < 2_500; i++) {
      requestPermit(0, "c%04d".formatted(i), true, 0);
    }
    decisions();

    goAhead(10, 2_100);
    var released = new ArrayList<>(decisions());
    assertThat(released).hasSize(1_000);
    for (int second = 0; second < 5; second++) {
      topologyFixture.advanceClock(Duration.ofSeconds(1));
      released.addAll(decisions());
    }
    assertThat(released).hasSize(2_100).isSorted().endsWith("c2099 granted");
  }

  @Test
  void a_released_permit_counts_from_its_release() {
    requestPermit(0, "c1", true, 0);
    requestPermit(0, "c2", true, 0);
    goAhead(30, null);
    requestPermit(89, "c3");
    requestPermit(90, "c4");

    assertThat(decisions().subList(4, 6)).containsExactly("c3 held", "c4 granted");
  }

  @Test
  void the_facts_of_one_go_ahead_have_different_ids() {
    requestPermit(0, "c1", true, 0);
    requestPermit(0, "c2", true, 0);
    topologyFixture.read(topologyFixture.topics().facts());
    goAhead(1, null);

    assertThat(topologyFixture.read(topologyFixture.topics().facts()))
        .extracting(f -> f.getEnvelope().getEventId())
        .doesNotHaveDuplicates()
        .hasSize(3);
  }

  @Test
  void a_late_record_does_not_move_the_window_back() {
    requestPermit(100, "c1");
    requestPermit(101, "c2");
    requestPermit(30, "c3");

    assertThat(decisions()).containsExactly("c1 granted", "c2 granted", "c3 held");
  }

  @Test
  void a_decision_is_removed_with_its_request() {
    requestPermit(0, "c1");
    requestPermit(7 * 24 * 60 + 1, "c2", true, 1);
    requestPermit(7 * 24 * 60 + 2, "c1", true, 1);

    assertThat(decisions()).containsExactly("c1 granted", "c2 granted", "c1 held");
  }

  @Test
  void a_go_ahead_is_a_fact_about_the_id_system_alone_and_decisions_are_counted() {
    requestPermit(0, "c1", true, 0);
    requestPermit(1, "c1", true, 0);
    goAhead(2, null);
    requestPermit(3, "c1", true, 0);

    assertThat(topologyFixture.read(topologyFixture.topics().facts()))
        .filteredOn(fact -> fact.getKind() != FactKind.PROOF_PERMIT)
        .extracting(Fact::getAssetId, Fact::getKind)
        .containsExactly(tuple("system", FactKind.ADMINISTRATIVE));
    assertThat(topologyFixture.metrics().of("turn hold")).isEqualTo(1);
    assertThat(topologyFixture.metrics().of("turn held_before")).isEqualTo(1);
    assertThat(topologyFixture.metrics().of("turn release")).isEqualTo(1);
    assertThat(topologyFixture.metrics().of("turn granted_before")).isEqualTo(1);
    assertThat(topologyFixture.metrics().of("fact proof_permit")).isEqualTo(4);
  }

  @Test
  void requests_of_a_paused_rule_are_answered_in_order_once_it_is_resumed() {
    pause("Press", null);
    requestPermitOf("press", 0, "c2", true, null);
    requestPermitOf("Sports", 0, "s1", true, null);
    requestPermitOf("Press", 1, "c1", false, 300);
    requestPermitOf("Press", 2, "c1", false, 300);
    topologyFixture.advanceClock(Duration.ofSeconds(5));
    assertThat(decisions()).containsExactly("s1 granted");

    resume("Press");
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    assertThat(decisions()).containsExactly("c2 granted", "c1 granted");
    requestPermitOf("Press", 3, "c3", true, null);
    topologyFixture.advanceClock(Duration.ofSeconds(5));
    assertThat(decisions()).containsExactly("c3 granted");
  }

  @Test
  void a_pause_ends_by_itself() {
    pause("Press", AT.plusSeconds(60));
    requestPermitOf("Press", 0, "c1", true, null);
    topologyFixture.advanceClock(Duration.ofSeconds(59));
    assertThat(decisions()).isEmpty();

    topologyFixture.advanceClock(Duration.ofSeconds(2));
    assertThat(decisions()).containsExactly("c1 granted");
  }

  @Test
  void a_resumed_rule_keeps_to_the_limit_of_proofs() {
    pause("Press", null);
    requestPermitOf("Press", 0, "c1", true, 1);
    requestPermitOf("Press", 0, "c2", true, 1);
    requestPermitOf("Press", 0, "c3", true, 1);
    resume("Press");
    topologyFixture.advanceClock(Duration.ofSeconds(1));

    assertThat(decisions()).containsExactly("c1 granted", "c2 held", "c3 held");
    goAhead(1, 1);
    assertThat(decisions()).containsExactly("c2 granted");
  }

  @Test
  void a_go_ahead_for_a_proof_of_a_paused_rule_is_valid_once_it_is_resumed() {
    requestPermitOf("Press", 0, "c1", true, 0);
    assertThat(decisions()).containsExactly("c1 held");
    pause("Press", null);
    goAhead(1, null);
    topologyFixture.advanceClock(Duration.ofSeconds(2));
    assertThat(decisions()).isEmpty();

    resume("Press");
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    assertThat(decisions()).containsExactly("c1 granted");
  }

  @Test
  void thousands_of_requests_of_a_paused_rule_are_answered_every_second_and_others_at_once() {
    pause("Press", null);
    pause("Late", null);
    for (int i = 0; i < 2_500; i++) {
      requestPermitOf("Press", 0, "c%04d".formatted(i), true, null);
    }
    requestPermitOf("Late", 0, "late", true, null);
    resume("Press");
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    assertThat(decisions()).hasSize(1_000).isSorted();
    requestPermitOf("Sports", 0, "s1", true, null);
    assertThat(decisions()).containsExactly("s1 granted");
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    topologyFixture.advanceClock(Duration.ofSeconds(1));

    assertThat(decisions()).hasSize(1_500).isSorted().endsWith("c2499 granted");
  }

  private void pause(String rule, @Nullable Instant until) {
    setSwitch(rule, new Switch(SwitchNames.rule(rule), true, AT, null, null, until, null));
  }

  private void resume(String rule) {
    setSwitch(rule, null);
  }

  private void setSwitch(String rule, @Nullable Switch value) {
    topologyFixture.pipe(topologyFixture.topics().switches(), SwitchNames.rule(rule), value, AT);
  }

  private void requestPermit(int minute, String commandId) {
    requestPermit(minute, commandId, true, 2);
  }

  private void requestPermit(
      int minute, String commandId, boolean waits, @Nullable Integer perHour) {
    requestPermitOf(null, minute, commandId, waits, perHour);
  }

  private void requestPermitOf(
      @Nullable String rule,
      int minute,
      String commandId,
      boolean waits,
      @Nullable Integer perHour) {
    asked++;
    var turn =
        new ProofPermitRequest(
            envelope("t" + asked), "asset-of-" + commandId, commandId, waits, perHour, rule);
    topologyFixture.pipe(topologyFixture.topics().proofPermits(), "demo", turn, at(minute));
  }

  private void goAhead(int minute, @Nullable Integer count) {
    var request =
        Request.newBuilder()
            .setEnvelope(envelope("g" + minute))
            .setAssetId("demo")
            .setKind(RequestKind.GO_AHEAD)
            .setCount(count)
            .setPersonId("p")
            .build();
    topologyFixture.pipe(topologyFixture.topics().requests(), "demo", request, at(minute));
  }

  private static Instant at(int minute) {
    return AT.plus(Duration.ofMinutes(minute));
  }

  private List<String> decisions() {
    return topologyFixture.read(topologyFixture.topics().facts()).stream()
        .map(Fact::getProofPermit)
        .filter(Objects::nonNull)
        .map(turn -> turn.getCommandId() + (turn.getGranted() ? " granted" : " held"))
        .toList();
  }
}
