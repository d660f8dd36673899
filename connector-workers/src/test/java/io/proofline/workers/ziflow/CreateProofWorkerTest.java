package io.proofline.workers.ziflow;

import static io.proofline.workers.execution.CommandFixtures.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.Secret;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.CreateProof;
import io.proofline.schemas.avro.Decides;
import io.proofline.schemas.avro.FileKind;
import io.proofline.schemas.avro.Judged;
import io.proofline.schemas.avro.StageRequest;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.files.SignedFileUrls;
import io.proofline.workers.files.Spool;
import io.proofline.workers.photoshelter.FakePhotoShelter;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterFixtures;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the worker that creates proofs: its request to Ziflow, prepared texts and files, and
 * failures.
 *
 * <p>Longer than 300 lines because each case compares a complete request.
 */
class CreateProofWorkerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final FakeZiflow server = new FakeZiflow();
  private final FakePhotoShelter shelves = new FakePhotoShelter();
  private final ZiflowClient client = server.client();
  private final PhotoShelterClient library = PhotoShelterFixtures.client(shelves);
  private FakePhotoShelter.FakeAsset fakeAsset;
  private Spool spool;
  private CreateProofWorker worker;

  @BeforeEach
  void open(@TempDir Path directory) {
    fakeAsset = shelves.asset("a1", "bottle.tif", NOON);
    fakeAsset.bytes = "\0bytes of bottle.tif".getBytes(StandardCharsets.UTF_8);
    spool = Spool.open(directory, 1_000_000);
    var addresses =
        new SignedFileUrls(
            URI.create("https://files.example.com"),
            Secret.of("0123456789abcdef"),
            null,
            () -> NOON);
    worker =
        new CreateProofWorker(
            client,
            library,
            TeamRulesFixture.of(
                "owner", List.of("dam@example.com", "second@example.com"),
                "products", List.of("ann@example.com", "bo@example.com", "ANN@example.com"),
                "nobody", List.of(" ")),
            spool,
            addresses,
            new UnsupportedFiles(List.of("text/*", "image/svg+xml")),
            "https://library.example.com/asset/{id}");
  }

  @AfterEach
  void close() {
    client.close();
    library.close();
    server.close();
    shelves.close();
  }

  @Test
  void a_first_version_is_created_with_its_file_marker_stages_and_owner() {
    assertThat(
            make(
                proof(
                        stage("Marketing", "products", Decides.ANYONE),
                        stage("Desk", "owner", Decides.EVERYONE))
                    .setFolderId("folder-1")))
        .isInstanceOf(StepResult.Done.class);
    assertThat(withoutSource(server.creationBodies.get("p001")))
        .isEqualTo(
            json(
                """
                {"name":"a1.jpg","pass_through_value":"pl:test:a1:1:1","folder_id":"folder-1",
                 "owner_email":"dam@example.com","lock_on_decisions":false,
                 "stages":[
                  {"name":"Marketing","final_status_calculation":{"type":"only_one_decision"},
                   "members":[
                    {"email":"dam@example.com","comment":true,"decision":false,"manage":true},
                    {"email":"ann@example.com","comment":true,"decision":true,"manage":false},
                    {"email":"bo@example.com","comment":true,"decision":true,"manage":false}]},
                  {"name":"Desk","final_status_calculation":{"type":"all_decisions"},
                   "members":[
                    {"email":"dam@example.com","comment":true,"decision":true,"manage":true},
                    {"email":"second@example.com","comment":true,"decision":true,"manage":false}]}]}
                """));
    assertThat(server.creationBodies.get("p001").path("input").path(0).path("source").asString())
        .startsWith("https://files.example.com/files/")
        .endsWith("/bottle.tif");
  }

  @Test
  void a_next_version_names_the_previous_one_and_sends_all_requested_settings() {
    server.state("p0", Map.of("id", "p0"));
    var one =
        StageRequest.newBuilder(stage("Legal", "products", Decides.ONE))
            .setPerson(2)
            .setDeadline(Instant.parse("2026-05-01T12:00:00Z"))
            .setNotification("hourly_digest")
            .build();

    make(
        proof(one)
            .setVersion(2)
            .setMarker("pl:test:a1:2:1")
            .setPreviousProofId("p0")
            .setSecurity("users_only_no_authentication")
            .setSignature(true)
            .setBrief("Please look"));

    assertThat(withoutSource(server.creationBodies.get("p001")))
        .isEqualTo(
            json(
                """
                {"name":"a1.jpg","pass_through_value":"pl:test:a1:2:1","version_previous_id":"p0",
                 "owner_email":"dam@example.com","lock_on_decisions":false,
                 "proof_security":"users_only_no_authentication","require_electronic_signature":true,
                 "brief":{"text":"Please look"},
                 "stages":[
                  {"name":"Legal","deadline":"2026-05-01T12:00:00.000Z",
                   "final_status_calculation":
                    {"type":"primary_decision_maker","reviewer_email":"ann@example.com"},
                   "members":[
                    {"email":"dam@example.com","comment":true,"decision":false,"manage":true},
                    {"email":"ann@example.com","comment":true,"decision":true,"manage":false,
                     "notification":"hourly_digest"},
                    {"email":"bo@example.com","comment":true,"decision":true,"manage":false,
                     "notification":"hourly_digest"}]}]}
                """));
  }

  @Test
  void placeholders_are_filled_from_the_library_which_is_read_once() {
    fakeAsset.iptc.putAll(Map.of("caption", "A bottle", "author", "Cy Ba", "keywords", "b, a"));

    make(
        proof(stage("Desk", "owner", Decides.ANYONE))
            .setName("{title} - {caption} ({keywords})")
            .setBrief("{caption} · {city} · {creator} · {link}"));

    var asked = server.creationBodies.get("p001");
    assertThat(asked.path("name").asString()).isEqualTo("A bottle (a, b)");
    assertThat(asked.path("brief").path("text").asString())
        .isEqualTo("A bottle · Cy Ba · https://library.example.com/asset/a1");
    assertThat(shelves.journal).filteredOn(call -> call.endsWith("/iptc")).hasSize(1);
  }

  @Test
  void a_template_without_fields_causes_no_read() {
    make(proof(stage("Desk", "owner", Decides.ANYONE)).setBrief("See {link}"));

    assertThat(server.creationBodies.get("p001").path("brief").path("text").asString())
        .isEqualTo("See https://library.example.com/asset/a1");
    assertThat(shelves.journal).noneMatch(call -> call.endsWith("/iptc"));
  }

  @Test
  void an_empty_name_becomes_the_file_name_and_a_long_one_is_cut() {
    make(proof(stage("Desk", "owner", Decides.ANYONE)).setName("{title}").setBrief("{title}"));
    assertThat(server.creationBodies.get("p001").path("name").asString()).isEqualTo("bottle.tif");
    assertThat(server.creationBodies.get("p001").has("brief")).isFalse();

    fakeAsset.iptc.put("title", "x".repeat(254) + "\uD83D\uDE00");
    make("c2", proof(stage("Desk", "owner", Decides.ANYONE)).setName("{title}"));
    assertThat(server.creationBodies.get("p002").path("name").asString())
        .isEqualTo("x".repeat(254));
  }

  @Test
  void a_jpeg_rendition_is_reviewed_under_a_jpeg_name() {
    var made = make(proof(stage("Desk", "owner", Decides.ANYONE)).setFile(FileKind.JPEG));

    assertThat(server.creationBodies.get("p001").path("input").path(0).path("source").asString())
        .endsWith("/bottle.jpg");
    assertThat(spool.path(spool.find(Spool.idOf("c1")).orElseThrow()))
        .hasContent("\0jpeg of bottle.tif");
    assertThat(reviewedFile(made).getLength()).isEqualTo(19);
  }

  @Test
  void later_fingerprints_are_compared_with_the_original_even_if_a_jpeg_is_reviewed() {
    make(proof(stage("Desk", "owner", Decides.ANYONE)).setFile(FileKind.JPEG));
    make("c2", proof(stage("Desk", "owner", Decides.ANYONE)));

    var rendition = spool.find(Spool.idOf("c1")).orElseThrow();
    var original = spool.find(Spool.idOf("c2")).orElseThrow();
    assertThat(rendition.picture()).isEqualTo(original.picture());
    assertThat(rendition.sha256()).isNotEqualTo(original.sha256());
  }

  @Test
  void missing_rules_or_teams_need_a_person() {
    var stranger =
        StageRequest.newBuilder(stage("S", "products", Decides.ONE)).setPerson(3).build();

    assertThat(worker.prepare(command("c1", proof(stage("S", "nobody", Decides.ANYONE)))))
        .isInstanceOfSatisfying(
            StepResult.Dead.class,
            dead ->
                assertThat(dead.reason())
                    .isEqualTo("the rules of version v1 have no address for team nobody"));
    assertThat(worker.prepare(command("c1", proof(stranger))))
        .isInstanceOfSatisfying(
            StepResult.Dead.class,
            dead -> assertThat(dead.reason()).contains("no person at place 3 of team products"));
  }

  @Test
  void a_new_version_of_a_deleted_proof_is_dead_with_a_next_step() {
    var next = proof(stage("Desk", "owner", Decides.ANYONE)).setPreviousProofId("p0");
    assertThat(make(next))
        .isInstanceOfSatisfying(
            StepResult.Dead.class,
            dead -> {
              assertThat(dead.reason()).contains("no new version of proof p0 can be created");
              assertThat(dead.nextStep()).contains("restore it and retry");
            });
    server.replyOnce(Reply.of(404, Map.of("message", "gone")));
    assertThat(worker.create(command("c1", next))).isInstanceOf(StepResult.Dead.class);
    server.replyOnce(Reply.of(500, Map.of()));
    assertThat(worker.create(command("c1", next))).isInstanceOf(StepResult.ApiFailure.class);
  }

  @Test
  void dropped_texts_are_prepared_again_without_the_file() {
    var asked = proof(stage("Desk", "owner", Decides.ANYONE)).setName("{title}");
    make(asked);
    var again = command("c1", asked);

    assertThat(worker.create(again)).isInstanceOf(StepResult.RetryLater.class);
    assertThat(worker.prepare(again)).isEqualTo(new StepResult.Ready());
    assertThat(worker.create(again)).isInstanceOf(StepResult.Done.class);
    assertThat(shelves.journal).filteredOn(call -> call.contains("/download")).hasSize(1);
  }

  private static Judged reviewedFile(StepResult stepResult) {
    var made = (CommandResult.ProofCreated) ((StepResult.Done) stepResult).result();
    return made.proof().getJudged();
  }

  @Test
  void an_empty_file_is_dead_at_once_with_its_name_and_a_next_step() {
    fakeAsset.bytes = new byte[0];

    assertThat(worker.prepare(command("c1", proof(stage("Desk", "owner", Decides.ANYONE)))))
        .isEqualTo(
            new StepResult.Dead(
                "the file bottle.tif is empty (0 bytes), so no proof can be made of it",
                "Upload the file to the library again, then retry the command; or discard the"
                    + " command"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Just a text, whatever its name says.",
        "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='9'/>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>"
      })
  void a_file_of_an_unsupported_type_is_dead_at_once(String content) {
    fakeAsset.bytes = content.getBytes(StandardCharsets.UTF_8);

    assertThat(worker.prepare(command("c1", proof(stage("Desk", "owner", Decides.ANYONE)))))
        .isInstanceOfSatisfying(
            StepResult.Dead.class,
            dead -> {
              assertThat(dead.reason())
                  .startsWith("Ziflow can make no proof of the file bottle.tif");
              assertThat(dead.nextStep()).contains(UnsupportedFiles.SETTING);
            });
    assertThat(server.journal).isEmpty();
  }

  @Test
  void a_type_that_the_setting_does_not_name_becomes_a_proof() {
    fakeAsset.bytes = "%PDF-1.7".getBytes(StandardCharsets.UTF_8);

    assertThat(make(proof(stage("Desk", "owner", Decides.ANYONE))))
        .isInstanceOf(StepResult.Done.class);
  }

  private StepResult make(CreateProof.Builder asked) {
    return make("c1", asked);
  }

  private StepResult make(String id, CreateProof.Builder asked) {
    var command = command(id, asked);
    assertThat(worker.prepare(command)).isEqualTo(new StepResult.Ready());
    return worker.create(command);
  }

  private static CreateProof.Builder proof(StageRequest... stages) {
    return CreateProof.newBuilder(
        CommandFixtures.createProof("c1", "a1", "v1", "owner", stages).getCreateProof());
  }

  private static Command command(String id, CreateProof.Builder asked) {
    return CommandFixtures.command(id, "a1", CommandKind.CREATE_PROOF)
        .setCreateProof(asked.build())
        .build();
  }

  private static JsonNode withoutSource(JsonNode body) {
    var copy = body.deepCopy();
    ((tools.jackson.databind.node.ObjectNode) copy).remove("input");
    return copy;
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
