package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static io.proofline.processor.topology.SignalSamples.event;
import static io.proofline.processor.topology.SignalSamples.hook;
import static io.proofline.processor.topology.SignalSamples.image;
import static io.proofline.processor.topology.SignalSamples.snapshot;
import static io.proofline.processor.topology.SignalSamples.ziflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.avro.ApiCall;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.CompletedEvent;
import io.proofline.schemas.avro.ContainerReady;
import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.FinalFiled;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.schemas.avro.ProofCreated;
import io.proofline.schemas.avro.ProofState;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.Requested;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.ZiflowSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signals become facts, links and comments, or unreadable signals.
 *
 * <p>Longer than 300 lines because each kind of signal passes through the one topology under test.
 */
class IntakeTopologyTest {

  private static final String ASSET = "I0000EXAMPLE0001";
  private static final String MARKER = "pl:demo:" + ASSET + ":1:1";

  private final TopologyFixture topologyFixture = TopologyFixture.intake();

  @BeforeEach
  void pushRules() {
    topologyFixture.pipe(
        topologyFixture.topics().rules(),
        "default",
        new RulesRecord("default", RulesKind.POINTER, "v7", AT, null),
        AT);
  }

  @AfterEach
  void close() {
    topologyFixture.close();
  }

  @Test
  void an_event_with_our_marker_is_a_fact_of_its_asset_with_the_current_rules_version() {
    ziflowDelivers(event("e1", "p1", null, "decision", MARKER));

    assertThat(facts()).hasSize(1);
    var fact = facts.getFirst();
    assertThat(fact.getAssetId()).isEqualTo(ASSET);
    assertThat(fact.getRulesVersion()).isEqualTo("v7");
    assertThat(fact.getEnvelope().getEventId()).isEqualTo("e1");
    assertThat(fact.getEnvelope().getOccurredAt())
        .isEqualTo(Instant.parse("2026-05-04T07:59:58.521Z"));
    assertThat(fact.getProofEvent().getMarker().getRound()).isEqualTo(1);
    assertThat(fact.getProofEvent().getDecision().getDecision()).isEqualTo("approved");
    assertThat(fact.toString()).doesNotContain("client@example.com");
  }

  @Test
  void each_of_several_events_in_a_body_is_a_fact() {
    var one = event("e1", "p1", null, "created", MARKER).strip();
    var two = event("e2", "p1", null, "processed", MARKER).strip();
    ziflowDelivers(
        one.substring(0, one.length() - 2) + "," + two.substring("{\"events\":[".length()));

    assertThat(facts())
        .extracting(f -> f.getProofEvent().getAction())
        .containsExactly("created", "processed");
  }

  @Test
  void an_event_with_a_marker_of_another_account_finds_its_asset_only_by_a_link() {
    link("p1");
    ziflowDelivers(event("e1", "p1", null, "decision", "pl:other:" + ASSET + ":1:1"));

    assertThat(facts()).extracting(Fact::getAssetId).containsExactly(ASSET);
    assertThat(facts.getFirst().getProofEvent().getMarker()).isNull();
  }

  @Test
  void an_event_of_a_later_version_finds_its_asset_by_one_hop() {
    link("p1");
    ziflowDelivers(event("e1", "p2", "p1", "created", null));

    assertThat(facts()).extracting(f -> f.getProofEvent().getProofId()).containsExactly("p2");
  }

  @Test
  void the_trace_of_a_signal_continues_in_its_fact_with_a_marker_and_with_a_link() {
    var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    var signal = ziflow("s1", event("e1", "p2", "p1", "created", null));
    var envelope = Envelope.newBuilder(signal.getEnvelope()).setTraceparent(trace).build();
    topologyFixture.pipe(
        topologyFixture.topics().ziflowSignals(),
        "p2",
        ZiflowSignal.newBuilder(signal).setEnvelope(envelope).build(),
        AT);
    link("p1");

    assertThat(facts()).extracting(f -> f.getEnvelope().getTraceparent()).containsExactly(trace);
  }

  @Test
  void an_event_that_arrives_before_its_link_waits_for_it() {
    ziflowDelivers(event("e1", "p1", null, "decision", null));
    assertThat(facts()).isEmpty();

    link("p1");
    assertThat(facts()).extracting(Fact::getAssetId).containsExactly(ASSET);
  }

  @Test
  void an_event_that_has_waited_two_minutes_is_foreign() {
    ziflowDelivers(event("e1", "p1", null, "decision", null));
    topologyFixture.advanceClock(Duration.ofMinutes(3));
    link("p1");

    assertThat(facts()).isEmpty();
    assertThat(topologyFixture.metrics().of("foreign")).isEqualTo(1);
  }

  @Test
  void a_body_of_another_format_is_written_as_unreadable_and_the_next_is_read() {
    ziflowDelivers("no json");
    ziflowDelivers("{\"hello\":1}");
    ziflowDelivers("{\"events\":[{\"proof_event\":{\"action\":\"decision\"}}]}");
    ziflowDelivers(event("e1", "p1", null, "decision", MARKER));

    var unreadable = topologyFixture.read(topologyFixture.topics().unreadableSignals());
    assertThat(unreadable)
        .extracting(u -> u.getReason())
        .satisfiesExactly(
            r -> assertThat(r).startsWith("the body is no JSON"),
            r -> assertThat(r).isEqualTo("the body has no list 'events'"),
            r -> assertThat(r).contains("has no proof_id or no action"));
    assertThat(new String(unreadable.getFirst().getBody().array())).isEqualTo("no json");
    assertThat(facts()).hasSize(1);
  }

  @Test
  void an_unreadable_event_does_not_affect_the_others_of_its_delivery() {
    var good = event("e1", "p1", null, "decision", MARKER).strip();
    ziflowDelivers("{\"events\":[{\"proof_event\":{}}," + good.substring("{\"events\":[".length()));

    assertThat(facts()).extracting(f -> f.getEnvelope().getEventId()).containsExactly("e1");
    assertThat(topologyFixture.read(topologyFixture.topics().unreadableSignals())).hasSize(1);
  }

  @Test
  void an_unreadable_body_above_the_size_limit_is_truncated() {
    ziflowDelivers("x".repeat(2_000_000));

    assertThat(topologyFixture.read(topologyFixture.topics().unreadableSignals()))
        .allSatisfy(u -> assertThat(u.getBody().remaining()).isEqualTo(900_000));
  }

  @Test
  void events_about_other_objects_than_proofs_are_ignored() {
    ziflowDelivers("{\"events\":[{\"event_id\":\"e1\",\"event_type\":\"folder\"}]}");

    assertThat(facts()).isEmpty();
    assertThat(topologyFixture.read(topologyFixture.topics().unreadableSignals())).isEmpty();
  }

  @Test
  void snapshots_and_calls_of_the_hook_are_facts_of_their_asset() {
    topologyFixture.pipe(
        topologyFixture.topics().librarySignals(),
        ASSET,
        snapshot("s1", image(ASSET, true, "A")),
        AT);
    topologyFixture.pipe(
        topologyFixture.topics().librarySignals(),
        ASSET,
        hook("h1", "{\"asset\":\"%s\",\"select\":true}".formatted(ASSET)),
        AT);

    assertThat(facts())
        .extracting(Fact::getAssetId, Fact::getKind)
        .containsExactly(tuple(ASSET, FactKind.ASSET_SEEN), tuple(ASSET, FactKind.REQUESTED));
  }

  @Test
  void a_library_delivery_without_a_request_is_unreadable_with_a_reason() {
    topologyFixture.pipe(
        topologyFixture.topics().librarySignals(), "x", hook("h1", "{\"asset\":\"../etc\"}"), AT);
    topologyFixture.pipe(
        topologyFixture.topics().librarySignals(),
        "x",
        hook("h2", "{\"asset\":\"%s\"}".formatted(ASSET)),
        AT);

    assertThat(facts()).isEmpty();
    assertThat(topologyFixture.read(topologyFixture.topics().unreadableSignals()))
        .extracting(u -> u.getReason())
        .containsExactly(
            "'asset' must be a PhotoShelter id, such as I0000EXAMPLE0001",
            "'select' must be true; the hook supports no other request");
  }

  @Test
  void a_request_about_an_asset_is_a_fact_with_all_its_values() {
    var kinds = EnumSet.complementOf(EnumSet.of(RequestKind.GO_AHEAD, RequestKind.ADMINISTRATIVE));
    kinds.forEach(this::request);

    assertThat(facts())
        .extracting(Fact::getAssetId, Fact::getRulesVersion, Fact::getRequested)
        .containsExactlyElementsOf(
            kinds.stream()
                .map(kind -> tuple(ASSET, "v7", new Requested(kind, "c1", "p1", "person", null)))
                .toList());
  }

  @Test
  void events_of_a_manually_linked_proof_are_facts_of_that_asset() {
    request(RequestKind.LINK);
    ziflowDelivers(event("e1", "p1", null, "decision", null));

    assertThat(facts())
        .extracting(Fact::getAssetId, Fact::getKind)
        .containsExactly(tuple(ASSET, FactKind.REQUESTED), tuple(ASSET, FactKind.PROOF_EVENT));
  }

  @Test
  void a_stored_final_is_a_link_and_a_fact_of_its_own() {
    topologyFixture.pipe(
        topologyFixture.topics().outcomes(), ASSET, finalFiled("o1", OutcomeStatus.DONE), AT);

    assertThat(topologyFixture.readKeys(topologyFixture.topics().links()))
        .containsExactly("I0000FINAL00001");
    assertThat(facts())
        .extracting(Fact::getAssetId, Fact::getKind)
        .containsExactly(tuple(ASSET, FactKind.ANSWERED), tuple("I0000FINAL00001", FactKind.FILED));
    assertThat(facts.getLast().getFiled().getSourceId()).isEqualTo(ASSET);
  }

  @Test
  void a_fact_has_the_outcome_without_its_log_of_calls() {
    var call = new ApiCall(AT, "photoshelter", "POST /mem/image/upload", 200, null, 9L, null, null);
    var outcome = finalFiled("o1", OutcomeStatus.DONE);
    topologyFixture.pipe(
        topologyFixture.topics().outcomes(),
        ASSET,
        Outcome.newBuilder(outcome).setCallLog(List.of(call)).build(),
        AT);

    assertThat(facts().getFirst().getAnswered()).isEqualTo(outcome);
  }

  @Test
  void a_snapshot_of_a_final_is_a_fact_of_its_own_asset() {
    topologyFixture.pipe(
        topologyFixture.topics().outcomes(), ASSET, finalFiled("o1", OutcomeStatus.DONE), AT);
    facts();

    topologyFixture.pipe(
        topologyFixture.topics().librarySignals(),
        "I0000FINAL00001",
        snapshot("s1", image("I0000FINAL00001", false)),
        AT);
    assertThat(facts())
        .extracting(Fact::getAssetId, Fact::getKind)
        .containsExactly(tuple("I0000FINAL00001", FactKind.ASSET_SEEN));
  }

  @Test
  void an_existing_container_is_written_by_system_and_path() {
    topologyFixture.pipe(
        topologyFixture.topics().outcomes(), ASSET, containerReady("o1", OutcomeStatus.DONE), AT);

    assertThat(topologyFixture.records(topologyFixture.topics().containers()))
        .extracting(r -> r.key(), r -> r.value().getId())
        .containsExactly(tuple("GALLERY/Press kit/2026", "G1"));
  }

  @Test
  void an_outcome_that_is_not_done_is_one_fact_and_nothing_else() {
    topologyFixture.pipe(
        topologyFixture.topics().outcomes(), ASSET, finalFiled("o1", OutcomeStatus.DEAD), AT);
    topologyFixture.pipe(
        topologyFixture.topics().outcomes(),
        ASSET,
        containerReady("o2", OutcomeStatus.OVERTAKEN),
        AT);

    assertThat(facts()).extracting(Fact::getKind).containsOnly(FactKind.ANSWERED).hasSize(2);
    assertThat(topologyFixture.read(topologyFixture.topics().links())).isEmpty();
    assertThat(topologyFixture.read(topologyFixture.topics().containers())).isEmpty();
  }

  @Test
  void a_decision_names_the_person_and_the_labels_of_its_reasons() {
    ziflowDelivers(
        event("e1", "p1", null, "decision", MARKER)
            .replace(
                "\"decision\":\"approved\"",
                "\"decision\":\"changes_required\",\"decision_checklist\":{\"options\":["
                    + "{\"id\":\"o1\",\"label\":\"Do not use\",\"additional_text\":\"My words\"},"
                    + "{\"id\":\"o2\",\"label\":\"Logo\"}]}"));

    var event = facts().getFirst().getProofEvent();
    assertThat(event.getDecision().getReasons()).containsExactly("Do not use", "Logo");
    assertThat(event.getPersonId())
        .isEqualTo(TopologyFixture.PEOPLE.idOf("client@example.com").orElseThrow());
    assertThat(event.toString()).doesNotContain("My words");
  }

  @ParameterizedTest(name = "marked done: {0}")
  @ValueSource(booleans = {true, false})
  void a_completed_review_without_a_decision_has_that_state(boolean done) {
    ziflowDelivers(
        event("e1", "p1", null, "complete_review", MARKER)
            .replace(
                "\"unknown\":true",
                "\"completed_event\":{\"reviewer_id\":\"r1\",\"marked_done\":%s}".formatted(done)));

    assertThat(facts().getFirst().getProofEvent().getCompleted())
        .isEqualTo(new CompletedEvent("r1", done));
  }

  @Test
  void an_event_with_very_long_texts_is_a_small_fact() {
    ziflowDelivers(event("e1", "p1", null, "d".repeat(500_000), MARKER));

    assertThat(facts().getFirst().toString().length()).isLessThan(5_000);
  }

  @Test
  void a_removed_review_gets_no_tick() {
    topologyFixture.pipe(topologyFixture.topics().reviews(), ASSET, due(AT.plusSeconds(5)), AT);
    topologyFixture.pipe(topologyFixture.topics().reviews(), ASSET, null, AT);
    topologyFixture.advanceClock(Duration.ofSeconds(60));

    assertThat(facts()).isEmpty();
  }

  @Test
  void signals_are_counted_by_their_results() {
    link("p1");
    ziflowDelivers(event("e1", "p1", null, "decision", MARKER));
    ziflowDelivers(event("e2", "p1", null, "decision", null));
    ziflowDelivers(event("e3", "p3", "p2", "decision", null));
    ziflowDelivers("no json");
    topologyFixture.advanceClock(Duration.ofMinutes(3));

    assertThat(topologyFixture.metrics().of("signal ziflow")).isEqualTo(4);
    assertThat(topologyFixture.metrics().of("fact proof_event")).isEqualTo(2);
    assertThat(topologyFixture.metrics().of("unreadable")).isEqualTo(1);
    assertThat(topologyFixture.metrics().of("unattached")).isEqualTo(2);
    assertThat(topologyFixture.metrics().of("attached")).isEqualTo(1);
    assertThat(topologyFixture.metrics().of("foreign")).isEqualTo(1);
  }

  @Test
  void outcomes_are_facts_and_a_created_proof_is_a_link() {
    topologyFixture.pipe(topologyFixture.topics().requests(), ASSET, reread("r1"), AT);
    topologyFixture.pipe(topologyFixture.topics().outcomes(), ASSET, proofCreated("o1", "p1"), AT);

    assertThat(facts())
        .extracting(Fact::getKind)
        .containsExactly(FactKind.REQUESTED, FactKind.ANSWERED);
    assertThat(topologyFixture.readKeys(topologyFixture.topics().links())).containsExactly("p1");
  }

  @Test
  void versions_that_people_uploaded_are_links_after_a_read() {
    topologyFixture.pipe(
        topologyFixture.topics().outcomes(), ASSET, read("o1", state("p1", null, "p2", "p3")), AT);
    topologyFixture.pipe(
        topologyFixture.topics().outcomes(), ASSET, read("o2", state("p2", "p1")), AT);
    assertThat(topologyFixture.readKeys(topologyFixture.topics().links()))
        .containsExactly("p2", "p3", "p2");

    ziflowDelivers(event("e1", "p4", "p3", "decision", null));
    assertThat(facts())
        .filteredOn(f -> f.getKind() == FactKind.PROOF_EVENT)
        .extracting(f -> f.getAssetId() + " " + f.getProofEvent().getProofId())
        .containsExactly(ASSET + " p4");
  }

  private static ProofState state(String id, String previous, String... later) {
    return ProofState.newBuilder()
        .setProofId(id)
        .setVersionPreviousId(previous)
        .setLaterIds(List.of(later))
        .build();
  }

  @Test
  void a_review_that_is_due_gets_one_tick_when_its_time_is_past() {
    topologyFixture.pipe(topologyFixture.topics().reviews(), ASSET, due(AT.plusSeconds(60)), AT);
    topologyFixture.advanceClock(Duration.ofSeconds(30));
    assertThat(facts()).isEmpty();

    topologyFixture.advanceClock(Duration.ofSeconds(31));
    topologyFixture.advanceClock(Duration.ofSeconds(31));
    assertThat(facts()).extracting(f -> f.getTick().getDueAt()).containsExactly(AT.plusSeconds(60));
  }

  @Test
  void of_many_due_reviews_a_bounded_number_gets_ticks_in_one_transaction() {
    for (int i = 0; i < 2_100; i++) {
      topologyFixture.pipe(topologyFixture.topics().reviews(), "asset-" + i, due(AT), AT);
    }
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    assertThat(facts()).hasSize(2_000);

    topologyFixture.advanceClock(Duration.ofSeconds(1));
    assertThat(facts()).hasSize(100);
  }

  @Test
  void a_moved_or_removed_due_time_gives_no_tick_for_the_old_one() {
    topologyFixture.pipe(topologyFixture.topics().reviews(), ASSET, due(AT.plusSeconds(5)), AT);
    topologyFixture.pipe(topologyFixture.topics().reviews(), ASSET, due(AT.plusSeconds(90)), AT);
    topologyFixture.advanceClock(Duration.ofSeconds(60));
    assertThat(facts()).isEmpty();

    topologyFixture.pipe(topologyFixture.topics().reviews(), ASSET, due(null), AT);
    topologyFixture.advanceClock(Duration.ofSeconds(60));
    assertThat(facts()).isEmpty();
  }

  private List<Fact> facts = List.of();

  private List<Fact> facts() {
    facts = topologyFixture.read(topologyFixture.topics().facts());
    return facts;
  }

  private void ziflowDelivers(String body) {
    topologyFixture.pipe(topologyFixture.topics().ziflowSignals(), "hint", ziflow("d1", body), AT);
  }

  private void link(String proof) {
    topologyFixture.pipe(
        topologyFixture.topics().links(), proof, new Link(envelope("l"), ASSET), AT);
  }

  private void request(RequestKind kind) {
    topologyFixture.pipe(
        topologyFixture.topics().requests(),
        ASSET,
        Request.newBuilder(reread("r1"))
            .setKind(kind)
            .setCommandId("c1")
            .setProofId("p1")
            .setPersonId("person")
            .build(),
        AT);
  }

  private static Request reread(String id) {
    return Request.newBuilder()
        .setEnvelope(envelope(id))
        .setAssetId(ASSET)
        .setKind(RequestKind.REREAD)
        .build();
  }

  private static Outcome finalFiled(String id, OutcomeStatus ending) {
    return outcome(id, CommandKind.FILE_FINAL)
        .setStatus(ending)
        .setFinalFiled(new FinalFiled("I0000FINAL00001", false, null, List.of()))
        .build();
  }

  private static Outcome containerReady(String id, OutcomeStatus ending) {
    return outcome(id, CommandKind.ENSURE_CONTAINER)
        .setStatus(ending)
        .setContainer(new ContainerReady(ContainerSystem.GALLERY, "Press kit/2026", "G1"))
        .build();
  }

  private static Outcome.Builder outcome(String id, CommandKind kind) {
    return Outcome.newBuilder()
        .setEnvelope(envelope(id))
        .setCommandId("c1")
        .setAssetId(ASSET)
        .setRound(1)
        .setKind(kind)
        .setBeganAt(AT)
        .setEndedAt(AT);
  }

  private static Outcome proofCreated(String id, String proof) {
    return outcome(id, CommandKind.CREATE_PROOF)
        .setStatus(OutcomeStatus.DONE)
        .setProofCreated(new ProofCreated(proof, 1, false, null))
        .build();
  }

  private static Outcome read(String id, ProofState state) {
    return outcome(id, CommandKind.READ_PROOF)
        .setStatus(OutcomeStatus.DONE)
        .setProofRead(state)
        .build();
  }

  private static ReviewView due(Instant time) {
    return ReviewView.newBuilder()
        .setEnvelope(envelope("v"))
        .setAssetId(ASSET)
        .setState(ReviewState.IN_REVIEW)
        .setDueAt(time)
        .setUpdatedAt(AT)
        .build();
  }
}
