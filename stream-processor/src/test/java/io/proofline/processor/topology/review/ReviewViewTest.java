package io.proofline.processor.topology.review;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ContainerReady;
import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.Judged;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.MemberState;
import io.proofline.schemas.avro.Membership;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.schemas.avro.Presence;
import io.proofline.schemas.avro.ProofCreated;
import io.proofline.schemas.avro.ProofEvent;
import io.proofline.schemas.avro.ProofState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.StageState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The public view of a review, field by field.
 *
 * <p>Longer than 300 lines because it has the whole expected view of one review.
 */
class ReviewViewTest {

  private static final String ASSET = "I0000EXAMPLE0001";
  private static final String RULES =
      """
      version: 1
      calendar: { zone: UTC, days: mon-fri }
      teams: { owner: [dam@example.com], press: [ann@example.com], legal: [bob@example.com] }
      select: { gallery: Fair/Send to review }
      otherwise:
        ask:
          - { stage: Press, team: press, due: 4 hours }
          - { stage: Legal, team: legal, after: Press, due: 1 working day }
      proof: { owner: owner }
      approved: { publish: [ { to: Press kit } ] }
      """;

  private final TopologyFixture topologyFixture = TopologyFixture.review();
  private final List<Command> commands = new ArrayList<>();
  private int minutes;

  ReviewViewTest() {
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
  }

  @AfterEach
  void close() {
    topologyFixture.close();
  }

  @Test
  void before_the_first_proof_the_view_has_the_stages_of_the_route() {
    seen();

    assertThat(lines(lastView(), "stages", "proofs", "publications", "verdict"))
        .containsExactly("stages[0].name = Press", "stages[1].name = Legal");
  }

  @Test
  void before_its_proof_is_read_the_first_stage_has_its_start_and_deadline() {
    seen();
    created("p1");

    assertThat(lines(lastView(), "stages"))
        .containsExactly(
            "stages[0].name = Press",
            "stages[0].active_since = 2026-05-04T08:02:00Z",
            "stages[0].due_at = 2026-05-04T12:02:00Z",
            "stages[1].name = Legal");
  }

  @Test
  void a_review_with_stages_decision_publication_and_a_second_version() {
    assertThat(lines(wholeReview(), NEW))
        .containsExactlyElementsOf(
            """
            asset.asset_id = I0000EXAMPLE0001
            asset.reading_began_at = 2026-05-04T08:00:00Z
            asset.baseline = false
            asset.presence = THERE
            asset.file_name = fig.jpg
            asset.media_type = IMAGE
            asset.file_size = 1234567
            asset.modified_at = 2026-05-03T09:00:00Z
            asset.width = 4000
            asset.height = 3000
            asset.galleries[0].id = G1
            asset.galleries[0].path = Fair/Send to review
            asset.galleries[0].collections[0] = C1
            asset.galleries[1].id = G2
            asset.galleries[1].path = Press kit
            asset.keywords[0] = alpine
            asset.keywords[1] = product
            asset.edit_status = Raw
            asset.fields.city = Bern
            asset.fields.custom:4711 = 2027-06-30
            asset.uploader = U1
            asset.uploaded_at = 2026-05-03T08:00:00Z
            asset.our_marker = pl:abc
            stages[0].id = s1
            stages[0].name = Press
            stages[0].status = completed
            stages[0].decision_status = approved
            stages[0].active_since = 2026-05-04T08:07:00Z
            stages[0].due_at = 2026-05-04T12:07:00Z
            stages[0].members[0].reviewer_id = r1
            stages[0].members[0].person_id = person-1
            stages[0].members[0].decides = true
            stages[0].members[0].decision = approved
            stages[0].members[0].decided_at = 2026-05-04T09:30:00Z
            stages[0].members[1].reviewer_id = r2
            stages[0].members[1].decides = false
            stages[1].id = s2
            stages[1].name = Legal
            stages[1].status = in_progress
            stages[1].decision_status = pending
            stages[1].active_since = 2026-05-04T09:30:00Z
            stages[1].due_at = 2026-05-05T09:30:00Z
            stages[1].members[0].reviewer_id = r3
            stages[1].members[0].person_id = person-3
            stages[1].members[0].decides = true
            proofs[0].proof_id = p1
            proofs[0].version = 1
            proofs[0].living = false
            proofs[0].locked = true
            proofs[0].archived = true
            proofs[0].link = https://proofs.example/p1
            proofs[0].verdict = approved
            proofs[0].sha256 = aa
            proofs[0].opened_at = 2026-05-04T08:02:00Z
            proofs[1].proof_id = p2
            proofs[1].version = 2
            proofs[1].living = true
            proofs[1].locked = false
            proofs[1].archived = false
            proofs[1].link = https://proofs.example/p2
            proofs[1].opened_at = 2026-05-04T08:07:00Z
            publications[0].media_id = I0000EXAMPLE0001
            publications[0].gallery_id = G2
            publications[0].path = Press kit
            publications[0].audience = everyone
            publications[0].inside = true
            publications[0].purpose = published
            publications[0].since = 2026-05-04T08:06:00Z
            verdict = approved
            verdict_at = 2026-05-04T08:40:00Z
            selected_by = gallery
            picked_at = 2026-05-04T08:01:00Z
            collection = Fair
            """
                .lines()
                .toList());
  }

  @Test
  void the_review_above_fills_each_new_field() {
    var indexes = Pattern.compile("\\[\\d+]| = .*");
    var filled = new TreeSet<String>();
    lines(wholeReview(), NEW).forEach(line -> filled.add(indexes.matcher(line).replaceAll("")));

    var fields = new TreeSet<String>();
    for (var name : NEW) {
      collectFields(name, ReviewView.getClassSchema().getField(name).schema(), fields);
    }
    filled.removeIf(path -> path.startsWith("asset.fields."));
    fields.remove("asset.fields");
    assertThat(filled).isEqualTo(fields);
  }

  @Test
  void a_read_that_changes_nothing_is_not_published() {
    seen();
    process(at -> at.setKind(FactKind.ASSET_SEEN).setAssetSeen(later(asset(), 1).build()));
    assertThat(views()).hasSize(2); // the second has the command that the permit allows

    process(at ->
        at.setKind(FactKind.ASSET_SEEN)
            .setAssetSeen(later(asset(), 2).setKeywords(List.of("alpine")).build()));
    assertThat(views())
        .extracting(v -> v.getAsset().getKeywords())
        .containsExactly(List.of("alpine"));
  }

  private static final String[] NEW = {
    "asset",
    "stages",
    "proofs",
    "publications",
    "verdict",
    "verdict_at",
    "selected_by",
    "picked_at",
    "collection"
  };

  private ReviewView wholeReview() {
    seen();
    created("p1");
    decided("p1", null, "decision");
    read(
        "p1",
        true,
        stage("s1", "Press", "approved", member("r1", "person-1", "approved", 30)),
        stage("s2", "Legal", "approved", member("r3", "person-3", "approved", 40)));
    answer(
        CommandKind.ENSURE_CONTAINER,
        o -> o.setContainer(new ContainerReady(ContainerSystem.GALLERY, "Press kit", "G2")));
    answer(
        CommandKind.ENTER_GALLERY,
        o -> o.setMembership(new Membership(ASSET, "G2", true, false, "everyone")));
    decided("p2", "p1", "created");
    read(
        "p2",
        false,
        stage(
            "s1",
            "Press",
            "approved",
            new MemberState("r2", null, false, "pending", null, List.of()),
            member("r1", "person-1", "approved", 90)),
        stage("s2", "Legal", "pending", member("r3", "person-3", "pending", null)));
    return lastView();
  }

  private void seen() {
    process(at -> at.setKind(FactKind.ASSET_SEEN).setAssetSeen(asset().build()));
  }

  private static AssetSnapshot.Builder later(AssetSnapshot.Builder snapshot, int minutes) {
    return snapshot.setReadingBeganAt(AT.plus(Duration.ofMinutes(minutes)));
  }

  private static AssetSnapshot.Builder asset() {
    return AssetSnapshot.newBuilder()
        .setAssetId(ASSET)
        .setReadingBeganAt(AT)
        .setPresence(Presence.THERE)
        .setFileName("fig.jpg")
        .setMediaType(MediaType.IMAGE)
        .setFileSize(1_234_567L)
        .setModifiedAt(Instant.parse("2026-05-03T09:00:00Z"))
        .setWidth(4000)
        .setHeight(3000)
        .setGalleries(List.of(new GalleryRef("G1", "Fair/Send to review", List.of("C1"))))
        .setKeywords(List.of("alpine", "product"))
        .setEditStatus("Raw")
        .setFields(Map.of("city", "Bern", "custom:4711", "2027-06-30"))
        .setUploader("U1")
        .setUploadedAt(Instant.parse("2026-05-03T08:00:00Z"))
        .setOurMarker("pl:abc");
  }

  private void created(String proof) {
    answer(
        CommandKind.CREATE_PROOF,
        o -> o.setProofCreated(new ProofCreated(proof, 1, false, new Judged("aa", 7L, null))));
  }

  private void decided(String proof, @Nullable String previous, String action) {
    process(at ->
        at.setKind(FactKind.PROOF_EVENT)
            .setProofEvent(
                new ProofEvent(
                    "z" + minutes, proof, previous, action, null, null, null, null, null)));
  }

  private void read(String proof, boolean archived, StageState... stages) {
    var state =
        new ProofState(
            proof,
            false,
            "in_progress",
            null,
            false,
            archived,
            "https://proofs.example/" + proof,
            List.of(),
            List.of(stages));
    answer(CommandKind.READ_PROOF, o -> o.setProofRead(state));
  }

  private static StageState stage(String id, String name, String decision, MemberState... members) {
    var status = decision.equals("pending") ? "in_progress" : "completed";
    return new StageState(id, name, status, decision, List.of(members));
  }

  private static MemberState member(
      String id, String person, String decision, @Nullable Integer minute) {
    var at = minute == null ? null : AT.plus(Duration.ofMinutes(minute));
    return new MemberState(id, person, true, decision, at, List.of());
  }

  /** Answers the last command of a kind. */
  private void answer(CommandKind kind, UnaryOperator<Outcome.Builder> result) {
    topologyFixture
        .topics()
        .commandLanes()
        .all()
        .forEach(lane -> commands.addAll(topologyFixture.read(lane)));
    var command =
        commands.stream().filter(c -> c.getKind() == kind).reduce((_, last) -> last).orElseThrow();
    var outcome =
        result
            .apply(
                Outcome.newBuilder()
                    .setEnvelope(envelope("o" + minutes))
                    .setCommandId(command.getCommandId())
                    .setAssetId(ASSET)
                    .setRound(command.getRound())
                    .setKind(kind)
                    .setStatus(OutcomeStatus.DONE)
                    .setBeganAt(AT)
                    .setEndedAt(AT))
            .build();
    process(at -> at.setKind(FactKind.ANSWERED).setAnswered(outcome));
  }

  /** One fact a minute. */
  private void process(UnaryOperator<Fact.Builder> content) {
    minutes++;
    var at = AT.plus(Duration.ofMinutes(minutes));
    var received = Envelope.newBuilder(envelope("f" + minutes)).setReceivedAt(at).build();
    var fact =
        content
            .apply(Fact.newBuilder().setEnvelope(received).setAssetId(ASSET).setRulesVersion("v7"))
            .build();
    topologyFixture.pipe(topologyFixture.topics().facts(), ASSET, fact, at);
    topologyFixture.grantPermits("v7");
  }

  private List<ReviewView> views() {
    return topologyFixture.read(topologyFixture.topics().reviews());
  }

  private ReviewView lastView() {
    return views().getLast();
  }

  /** The values of these fields and all in them, each as a line with its path; without nulls. */
  private static List<String> lines(ReviewView view, String... names) {
    return Stream.of(names)
        .flatMap(name -> lines(name, view.get(view.getSchema().getField(name).pos())))
        .toList();
  }

  private static Stream<String> lines(String path, @Nullable Object value) {
    return switch (value) {
      case null -> Stream.of();
      case IndexedRecord inner ->
          inner.getSchema().getFields().stream()
              .flatMap(f -> lines(path + "." + f.name(), inner.get(f.pos())));
      case Map<?, ?> map ->
          new TreeMap<>(map)
              .entrySet().stream().flatMap(e -> lines(path + "." + e.getKey(), e.getValue()));
      case Collection<?> all -> {
        var result = new ArrayList<String>();
        int i = 0;
        for (var one : all) {
          lines("%s[%d]".formatted(path, i++), one).forEach(result::add);
        }
        yield result.stream();
      }
      default -> Stream.of(path + " = " + value);
    };
  }

  private static void collectFields(String path, Schema schema, Collection<String> fields) {
    switch (schema.getType()) {
      case UNION -> collectFields(path, schema.getTypes().getLast(), fields);
      case ARRAY -> collectFields(path, schema.getElementType(), fields);
      case RECORD ->
          schema.getFields().forEach(f -> collectFields(path + "." + f.name(), f.schema(), fields));
      default -> fields.add(path);
    }
  }
}
