package io.proofline.processor.topology.review;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static io.proofline.processor.topology.SignalSamples.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.MemberState;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.schemas.avro.Presence;
import io.proofline.schemas.avro.ProofCreated;
import io.proofline.schemas.avro.ProofEvent;
import io.proofline.schemas.avro.ProofState;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.Requested;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.StageState;
import io.proofline.schemas.avro.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The topology of review: the commands, views and audit entries that facts lead to.
 *
 * <p>Longer than 300 lines because each test feeds the one topology with facts of its own.
 */
class ReviewTopologyTest {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String ASSET = "I0000EXAMPLE0001";
  private static final String RULES =
      """
      version: 1
      teams: { owner: [dam@example.com], brand: [ann@example.com] }
      select: { gallery: Send to review }
      otherwise: { ask: [ { stage: Brand, team: brand } ] }
      proof: { owner: owner }
      write: { edit_status: { in_review: In review, approved: Approved } }
      """;

  private TopologyFixture topologyFixture = driven();

  private static TopologyFixture driven() {
    var topologyFixture = TopologyFixture.review();
    topologyFixture.pipe(
        topologyFixture.topics().rules(),
        "default@v7",
        new RulesRecord(
            "default",
            RulesKind.TEXT,
            "v7",
            AT,
            new RulesText(RULES, Map.of(), List.of(), List.of(), List.of())),
        AT);
    return topologyFixture;
  }

  @BeforeEach
  void no_view_is_written_before_the_first_fact() {
    assertThat(topologyFixture.read(topologyFixture.topics().reviews())).isEmpty();
  }

  @AfterEach
  void close() {
    topologyFixture.close();
  }

  @Test
  void a_selected_asset_gets_a_proof_command_with_its_route_and_marker() {
    process(assetSeen("f1", "Send to review"));

    var command = only(topologyFixture.topics().commandLanes().ziflow());
    assertThat(command.getKind()).isEqualTo(CommandKind.CREATE_PROOF);
    assertThat(command.getCreateProof().getMarker()).isEqualTo("pl:demo:" + ASSET + ":1:1");
    assertThat(command.getCreateProof().getName()).isEqualTo("fig.jpg");
    assertThat(command.getCreateProof().getStages())
        .extracting(s -> s.getName() + "/" + s.getTeam())
        .containsExactly("Brand/brand");
    assertThat(command.getEnvelope().getCausationId()).endsWith(":permit");
    assertThat(command.getEnvelope().getCorrelationId()).isEqualTo("c-f1");
    assertThat(view().getState()).isEqualTo(ReviewState.OPENING);
  }

  @Test
  void items_of_an_asset_in_thousands_of_collections_are_written_in_portions() {
    process(seenIn("f1", 2_500));

    var written = new ArrayList<>(items());
    assertThat(written).hasSize(1_000);
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    written.addAll(items());
    assertThat(written).hasSize(2_000);
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    written.addAll(items());
    assertThat(written)
        .hasSize(2_500)
        .allMatch(item -> item.value() != null)
        .extracting(TestRecord::key)
        .doesNotHaveDuplicates();
    topologyFixture.advanceClock(Duration.ofSeconds(5));
    assertThat(items()).isEmpty();
  }

  @Test
  void items_that_a_later_fact_changes_meanwhile_end_as_it_says() {
    process(seenIn("f1", 2_500));
    process(seenIn("f2", 1_500));

    var last = new HashMap<String, Boolean>();
    int most = 0;
    for (int second = 0; second < 6; second++) {
      var items = items();
      most = Math.max(most, items.size());
      items.forEach(item -> last.put(item.key(), item.value() != null));
      topologyFixture.advanceClock(Duration.ofSeconds(1));
    }
    last.values().removeIf(isWritten -> !isWritten);
    assertThat(last).hasSize(1_500);
    assertThat(most).isLessThanOrEqualTo(2_000);
  }

  private List<TestRecord<String, CollectionItem>> items() {
    return topologyFixture.records(topologyFixture.topics().collectionItems());
  }

  private static Fact seenIn(String id, int collections) {
    var fact = assetSeen(id, "Send to review");
    var galleries =
        IntStream.range(0, collections)
            .mapToObj(i -> new GalleryRef("g" + i, "Kit %04d/g".formatted(i), List.of("c" + i)))
            .toList();
    var snapshot =
        AssetSnapshot.newBuilder(fact.getAssetSeen())
            .setGalleries(galleries)
            .setReadingBeganAt(AT.minusSeconds(collections)) // fewer is later
            .build();
    return Fact.newBuilder(fact).setAssetSeen(snapshot).build();
  }

  @Test
  void a_created_proof_and_its_verdict_are_written_to_the_library() {
    process(assetSeen("f1", "Send to review"));
    var create = only(topologyFixture.topics().commandLanes().ziflow());
    process(outcome("f2", create, OutcomeStatus.DONE));
    var inReview = only(topologyFixture.topics().commandLanes().library());
    assertThat(inReview.getWriteFields().getFields().getFirst().getText()).isEqualTo("In review");
    process(outcome("f3", inReview, OutcomeStatus.DONE));
    process(decided("f4"));
    process(
        outcome("f5", only(topologyFixture.topics().commandLanes().ziflow()), OutcomeStatus.DONE));

    assertThat(
            only(topologyFixture.topics().commandLanes().library())
                .getWriteFields()
                .getFields()
                .getFirst()
                .getText())
        .isEqualTo("Approved");
    assertThat(topologyFixture.read(topologyFixture.topics().reviews()))
        .extracting(v -> v.getState())
        .endsWith(ReviewState.APPROVED)
        .contains(ReviewState.IN_REVIEW);
  }

  @Test
  void the_view_has_the_reason_next_step_and_attempts_of_the_worker() {
    process(assetSeen("f1", "Send to review"));
    var create = only(topologyFixture.topics().commandLanes().ziflow());
    topologyFixture.read(topologyFixture.topics().reviews());
    process(factOf(deadOutcome("o1", create)));

    var view = view();
    assertThat(view.getReason())
        .isEqualTo("its proof could not be created after 3 attempts: the proof is locked");
    assertThat(view.getNextStep())
        .isEqualTo(
            "Unlock it in Ziflow. Then: proofline stuck retry %s, or select the asset again"
                .formatted(create.getCommandId()));
    assertThat(view.getOpenCommands())
        .extracting(OpenCommand::getReason, OpenCommand::getNextStep, OpenCommand::getAttempts)
        .containsExactly(tuple("the proof is locked", "Unlock it in Ziflow", 3));
  }

  @Test
  void a_next_step_of_the_worker_changes_no_audit_entry() {
    process(assetSeen("f1", "Send to review"));
    var create = only(topologyFixture.topics().commandLanes().ziflow());
    process(factOf(deadOutcome("o1", create)));
    var audited = topologyFixture.readBytes(topologyFixture.topics().audit());
    topologyFixture.close();
    topologyFixture = driven();
    process(assetSeen("f1", "Send to review"));
    process(
        factOf(
            Outcome.newBuilder(
                    deadOutcome("o1", only(topologyFixture.topics().commandLanes().ziflow())))
                .setNextStep(null)
                .setAttempts(null)
                .build()));

    assertThat(topologyFixture.readBytes(topologyFixture.topics().audit())).isEqualTo(audited);
  }

  /** The fact that intake writes for an outcome. */
  private static Fact factOf(Outcome outcome) {
    try (var intake = TopologyFixture.intake()) {
      intake.pipe(intake.topics().outcomes(), ASSET, outcome, AT);
      var fact = intake.read(intake.topics().facts()).getFirst();
      return Fact.newBuilder(fact).setRulesVersion("v7").build();
    }
  }

  private static Outcome deadOutcome(String id, Command command) {
    return Outcome.newBuilder()
        .setEnvelope(envelope(id))
        .setCommandId(command.getCommandId())
        .setAssetId(ASSET)
        .setRound(command.getRound())
        .setKind(command.getKind())
        .setStatus(OutcomeStatus.DEAD)
        .setReason("the proof is locked")
        .setNextStep("Unlock it in Ziflow")
        .setAttempts(3)
        .setBeganAt(AT)
        .setEndedAt(AT)
        .build();
  }

  @Test
  void the_oldest_command_without_an_outcome_is_known_after_a_restart() {
    assertThat(topologyFixture.metrics().oldestCommand()).isEmpty();
    process(assetSeen("f1", "Send to review"));
    assertThat(topologyFixture.metrics().oldestCommand()).contains(AT);

    var views = topologyFixture.<ReviewView>store(ReviewTopology.VIEWS);
    var restarted = new OpenCommandAges();
    restarted.restore(views);
    assertThat(restarted.issuedAt()).contains(AT);

    process(
        outcome("f2", only(topologyFixture.topics().commandLanes().ziflow()), OutcomeStatus.DONE));
    process(
        outcome("f3", only(topologyFixture.topics().commandLanes().library()), OutcomeStatus.DONE));
    assertThat(topologyFixture.metrics().oldestCommand()).isEmpty();
  }

  @Test
  void the_trace_of_a_fact_is_passed_on_to_all_its_results() {
    process(traced(assetSeen("f1", "Send to review")));

    var create = only(topologyFixture.topics().commandLanes().ziflow());
    assertThat(create.getEnvelope().getTraceparent()).isEqualTo(TRACE);
    assertThat(view().getEnvelope().getTraceparent()).isEqualTo(TRACE);

    process(outcome("f2", create, OutcomeStatus.DONE));
    assertThat(
            only(topologyFixture.topics().commandLanes().library()).getEnvelope().getTraceparent())
        .as("each fact has its own trace, which the review does not store")
        .isNull();
  }

  private static Fact traced(Fact fact) {
    return Fact.newBuilder(fact)
        .setEnvelope(Envelope.newBuilder(fact.getEnvelope()).setTraceparent(TRACE).build())
        .build();
  }

  @Test
  void a_view_is_written_only_if_it_has_changed() {
    process(assetSeen("f1", "Autumn"));
    process(assetSeen("f2", "Autumn"));
    process(decided("f3"));

    assertThat(topologyFixture.read(topologyFixture.topics().reviews()))
        .extracting(v -> v.getState())
        .containsExactly(ReviewState.NOT_PICKED);
  }

  @Test
  void an_id_that_the_library_does_not_have_never_enters_the_audit_trail() {
    process(requested("f1", RequestKind.START));

    assertThat(only(topologyFixture.topics().commandLanes().library()).getKind())
        .isEqualTo(CommandKind.READ_ASSET);
    assertThat(view().getState()).isEqualTo(ReviewState.SELECTED);

    process(fact("f2", FactKind.ASSET_SEEN).setAssetSeen(snapshot(Presence.GONE)).build());
    var view = view();
    assertThat(view.getState()).isEqualTo(ReviewState.GONE);
    assertThat(view.getReason())
        .isEqualTo("the library has no asset of this id; the request is refused");
    assertThat(topologyFixture.read(topologyFixture.topics().audit())).isEmpty();
  }

  @Test
  void the_request_for_a_new_asset_enters_the_audit_trail_when_the_library_has_it() {
    process(requested("f1", RequestKind.START));
    assertThat(topologyFixture.read(topologyFixture.topics().audit())).isEmpty();

    process(fact("f2", FactKind.ASSET_SEEN).setAssetSeen(snapshot(Presence.THERE)).build());
    assertThat(topologyFixture.read(topologyFixture.topics().audit()))
        .extracting(AuditEntry::getKind, AuditEntry::getNew$, AuditEntry::getPersonId)
        .startsWith(tuple("requested", "start", "person"), tuple("selected", "1", null));
  }

  @Test
  void a_withdrawal_of_an_unknown_id_is_entered_at_once() {
    process(requested("f1", RequestKind.WITHDRAW));

    assertThat(topologyFixture.read(topologyFixture.topics().audit()))
        .extracting(AuditEntry::getNew$)
        .containsExactly("withdraw");
  }

  private static Fact requested(String id, RequestKind kind) {
    return fact(id, FactKind.REQUESTED)
        .setRequested(new Requested(kind, null, null, "person", null))
        .build();
  }

  private static AssetSnapshot snapshot(Presence presence) {
    return AssetSnapshot.newBuilder(image(ASSET, false, "Autumn"))
        .setReadingBeganAt(AT.plusSeconds(60))
        .setPresence(presence)
        .build();
  }

  @Test
  void before_the_first_rules_nothing_is_selected() {
    var fact = assetSeen("f1", "Send to review");
    fact = Fact.newBuilder(fact).setRulesVersion(null).build();
    process(fact);

    assertThat(topologyFixture.read(topologyFixture.topics().commandLanes().ziflow())).isEmpty();
    assertThat(view().getState()).isEqualTo(ReviewState.NOT_PICKED);
  }

  @Test
  void a_fact_kind_of_a_newer_version_is_ignored() {
    process(Fact.newBuilder(assetSeen("f1", "Send to review")).setKind(FactKind.UNKNOWN).build());

    assertThat(topologyFixture.read(topologyFixture.topics().reviews())).isEmpty();
  }

  @Test
  void a_fact_that_fails_is_written_as_unreadable_and_a_reread_is_requested() {
    process(Fact.newBuilder(assetSeen("f1", "Autumn")).setAssetSeen(null).build());
    process(assetSeen("f2", "Autumn"));

    assertThat(topologyFixture.read(topologyFixture.topics().unreadableSignals()))
        .extracting(u -> u.getTopic())
        .containsExactly("facts");
    assertThat(topologyFixture.readKeys(topologyFixture.topics().requests()))
        .containsExactly(ASSET);

    process(fact("f3", FactKind.REQUESTED).build());
    assertThat(topologyFixture.read(topologyFixture.topics().unreadableSignals())).hasSize(1);
    assertThat(topologyFixture.readKeys(topologyFixture.topics().requests())).isEmpty();
    assertThat(view().getState()).isEqualTo(ReviewState.NOT_PICKED);
  }

  @Test
  void an_asset_that_was_purged_long_ago_leaves_a_tombstone() {
    process(assetSeen("f1", "Autumn"));
    var gone =
        AssetSnapshot.newBuilder(image(ASSET, false, "Autumn"))
            .setReadingBeganAt(AT.plusSeconds(60))
            .setPresence(Presence.GONE)
            .build();
    process(fact("f2", FactKind.ASSET_SEEN).setAssetSeen(gone).build());
    assertThat(topologyFixture.read(topologyFixture.topics().reviews()))
        .hasSize(2)
        .doesNotContainNull();
    var later = AT.plus(Duration.ofDays(91));
    var due = Envelope.newBuilder(envelope("f3")).setReceivedAt(later).build();
    process(fact("f3", FactKind.TICK).setEnvelope(due).setTick(new Tick(later)).build());

    assertThat(topologyFixture.read(topologyFixture.topics().reviews()))
        .hasSize(1)
        .containsOnlyNulls();
  }

  @Test
  void the_same_facts_give_the_same_bytes() {
    var first = bytesOfAWholeReview();
    topologyFixture.close();
    topologyFixture = driven();

    assertThat(bytesOfAWholeReview()).isEqualTo(first);
  }

  private List<String> bytesOfAWholeReview() {
    process(assetSeen("f1", "Send to review"));
    var create = only(topologyFixture.topics().commandLanes().ziflow());
    process(outcome("f2", create, OutcomeStatus.DONE));
    process(decided("f3"));
    var bytes =
        new ArrayList<>(
            topologyFixture.readBytes(topologyFixture.topics().commandLanes().ziflow()));
    bytes.addAll(topologyFixture.readBytes(topologyFixture.topics().commandLanes().library()));
    bytes.addAll(topologyFixture.readBytes(topologyFixture.topics().reviews()));
    bytes.addAll(topologyFixture.readBytes(topologyFixture.topics().audit()));
    assertThat(bytes).hasSize(9);
    return bytes;
  }

  private void process(Fact fact) {
    topologyFixture.pipe(
        topologyFixture.topics().facts(), ASSET, fact, fact.getEnvelope().getReceivedAt());
    topologyFixture.grantPermits("v7");
  }

  private Command only(Topic<String, Command> lane) {
    var commands = topologyFixture.read(lane);
    assertThat(commands).hasSize(1);
    return commands.getFirst();
  }

  private ReviewView view() {
    return topologyFixture.read(topologyFixture.topics().reviews()).getLast();
  }

  private static Fact assetSeen(String id, String gallery) {
    return fact(id, FactKind.ASSET_SEEN).setAssetSeen(image(ASSET, false, gallery)).build();
  }

  private static Fact decided(String id) {
    return fact(id, FactKind.PROOF_EVENT)
        .setProofEvent(new ProofEvent(id, "p1", null, "decision", null, null, null, null, null))
        .build();
  }

  private static Fact outcome(String id, Command command, OutcomeStatus ending) {
    var outcome =
        Outcome.newBuilder()
            .setEnvelope(envelope(id))
            .setCommandId(command.getCommandId())
            .setAssetId(ASSET)
            .setRound(command.getRound())
            .setKind(command.getKind())
            .setStatus(ending)
            .setBeganAt(AT)
            .setEndedAt(AT);
    switch (command.getKind()) {
      case CREATE_PROOF -> outcome.setProofCreated(new ProofCreated("p1", 1, false, null));
      case READ_PROOF -> outcome.setProofRead(approved());
      case WRITE_FIELDS -> outcome.setFieldsWritten(command.getWriteFields());
      default -> throw new AssertionError(command);
    }
    return fact(id, FactKind.ANSWERED).setAnswered(outcome.build()).build();
  }

  private static ProofState approved() {
    var member = new MemberState("r1", null, true, "approved", AT, List.of());
    var stage = new StageState("s1", "Brand", "completed", "approved", List.of(member));
    return new ProofState(
        "p1",
        false,
        "completed",
        null,
        false,
        false,
        "https://proofs.example/q7",
        List.of(),
        List.of(stage));
  }

  private static Fact.Builder fact(String id, FactKind kind) {
    Envelope envelope = envelope(id);
    return Fact.newBuilder()
        .setEnvelope(envelope)
        .setAssetId(ASSET)
        .setRulesVersion("v7")
        .setKind(kind);
  }
}
