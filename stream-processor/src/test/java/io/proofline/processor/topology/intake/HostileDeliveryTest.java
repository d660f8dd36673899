package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static io.proofline.processor.topology.SignalSamples.event;
import static io.proofline.processor.topology.SignalSamples.ziflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.ProofEvent;
import io.proofline.schemas.avro.UnattachedEvent;
import io.proofline.schemas.avro.UnreadableSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records that a signed delivery causes are bounded by a small multiple of its size. */
class HostileDeliveryTest {

  private static final String ASSET = "I0000EXAMPLE0001";
  private static final String MARKER = "pl:demo:" + ASSET + ":1:1";

  private final TopologyFixture topology = TopologyFixture.intake();

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void a_delivery_with_thousands_of_empty_events_is_one_unreadable_signal() {
    deliver("{\"events\":[%s]}".formatted(repeated("{}", 20_000)));

    var unreadable = unreadable();
    assertThat(unreadable).hasSize(1);
    assertThat(unreadable.getFirst().getReason())
        .contains("the delivery has 20,000 events; those after the first 1,000 were not read")
        .contains("event e1#0 has no proof_id or no action")
        .endsWith("more")
        .hasSizeLessThan(2_000);
  }

  @Test
  void a_delivery_with_many_good_events_forwards_a_bounded_number() {
    var events = Stream.generate(() -> "{\"proof_event\":{\"proof_id\":\"p\",\"action\":\"x\"}}");
    deliver("{\"events\":[%s]}".formatted(events.limit(5_000).collect(Collectors.joining(","))));

    assertThat(topology.read(topology.topics().unattachedEvents())).hasSize(1_000);
    assertThat(unreadable()).hasSize(1);
  }

  @Test
  void good_events_are_read_beside_bad_ones() {
    var good = event("e1", "p1", null, "created", MARKER).strip();
    deliver(good.substring(0, good.length() - 2) + ",{},{}]}");

    assertThat(topology.read(topology.topics().facts())).hasSize(1);
    assertThat(unreadable()).hasSize(1);
  }

  @Test
  void of_the_thousands_of_reasons_of_a_decision_fifty_are_kept() {
    var reasons = repeated("{\"label\":\"too dark\"}", 5_000);
    var decision =
        "\"decision\":\"changes\",\"decision_checklist\":{\"options\":[%s]}".formatted(reasons);
    var body = event("e1", "p1", null, "decision", MARKER);
    deliver(body.replace("\"decision\":\"approved\"", decision));

    var facts = topology.read(topology.topics().facts());
    assertThat(facts).hasSize(1);
    assertThat(facts.getFirst().getProofEvent().getDecision().getReasons()).hasSize(50);
  }

  @Test
  void ids_and_words_of_an_event_are_cut_after_a_thousand_characters() {
    deliver(event("e1", "p1", null, "x".repeat(100_000), MARKER));

    var facts = topology.read(topology.topics().facts());
    assertThat(facts).hasSize(1);
    assertThat(facts.getFirst().getProofEvent().getAction()).hasSize(1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1000000000-12-31T23:59:59Z",
        "-1000000000-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "2026-05-04T08:00:00+25:00",
        "2026-02-30T08:00:00Z",
        "soon"
      })
  void a_date_out_of_range_does_not_spoil_the_event(String date) {
    var body = event("e1", "p1", null, "created", MARKER);
    deliver(body.replace("2026-05-04T07:59:58.521Z", date));

    var facts = topology.read(topology.topics().facts());
    assertThat(facts).hasSize(1);
    assertThat(facts.getFirst().getEnvelope().getOccurredAt()).isNull();
    assertThat(unreadable()).isEmpty();
  }

  @Test
  void thousands_of_events_that_waited_for_a_link_are_attached_in_portions() {
    for (int i = 0; i < 2_500; i++) {
      var event =
          new UnattachedEvent(
              envelope("w%04d".formatted(i)),
              "p9",
              new ProofEvent("w", "p9", null, "decision", null, null, null, null, null),
              null,
              null);
      topology.pipe(topology.topics().unattachedEvents(), "p9", event, AT);
    }
    assertThat(topology.read(topology.topics().facts())).isEmpty();

    var link = new Link(envelope("l1"), ASSET);
    topology.pipe(topology.topics().links(), "p9", link, AT);
    var facts = new ArrayList<>(topology.read(topology.topics().facts()));
    assertThat(facts).hasSize(1_000);
    topology.advanceClock(Duration.ofMinutes(3)); // others are taken for foreign then
    topology.advanceClock(Duration.ofSeconds(1));
    facts.addAll(topology.read(topology.topics().facts()));
    assertThat(facts)
        .hasSize(2_500)
        .extracting(fact -> fact.getEnvelope().getEventId())
        .doesNotHaveDuplicates();
  }

  private void deliver(String body) {
    topology.pipe(topology.topics().ziflowSignals(), "p1", ziflow("e1", body), AT);
  }

  private List<UnreadableSignal> unreadable() {
    return topology.read(topology.topics().unreadableSignals());
  }

  private static String repeated(String text, int times) {
    return Stream.generate(() -> text).limit(times).collect(Collectors.joining(","));
  }
}
