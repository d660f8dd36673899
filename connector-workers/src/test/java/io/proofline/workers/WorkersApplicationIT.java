package io.proofline.workers;

import static io.proofline.workers.execution.CommandFixtures.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.http.SlowConnections;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TickEventIds;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.schemas.avro.Decides;
import io.proofline.schemas.avro.DeleteProof;
import io.proofline.schemas.avro.EnsureContainer;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.FileFinal;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.UpdateStages;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.photoshelter.FakePhotoShelter;
import io.proofline.workers.work.Worker;
import io.proofline.workers.ziflow.FakeZiflow;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Checks the assembled application: commands in, calls of both APIs, outcomes out, files served.
 *
 * <p>Longer than 300 lines because all tests share one start of the application.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkersApplicationIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConnection kafka =
      KafkaForTests.connection("app-" + UUID.randomUUID().toString().substring(0, 8) + ".");
  private final HttpSchemaRegistry registry = kafka.openRegistry();
  private final Topics topics = kafka.topics(registry);
  private final TestTopics records = new TestTopics(kafka);
  private final FakeZiflow ziflow = new FakeZiflow();
  private final FakePhotoShelter library = new FakePhotoShelter();
  private final HttpClient http = HttpClient.newHttpClient();
  private Path secrets;
  private ConfigurableApplicationContext application;
  private int port;

  @BeforeAll
  void start(@TempDir Path spool, @TempDir Path keys) throws Exception {
    secrets = keys;
    Files.writeString(secrets.resolve("ziflow"), FakeZiflow.KEY + "\n");
    Files.writeString(secrets.resolve("library"), "secret-pw\n");
    try (var socket = new java.net.ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    library.asset("I1", "bottle 1.jpg", Instant.parse("2020-01-01T00:00:00Z")).bytes =
        "\0bytes of bottle 1.jpg".getBytes(StandardCharsets.UTF_8);
    application =
        WorkersApplication.application()
            .registerShutdownHook(false)
            .run(
                arguments(
                    Map.ofEntries(
                        Map.entry("account", "test"),
                        Map.entry("port", port),
                        Map.entry("instance-id", "w1"),
                        Map.entry("http.header-timeout", "2s"),
                        Map.entry("spool-dir", spool),
                        Map.entry("files-url", "http://127.0.0.1:" + port),
                        Map.entry("files-secret", "0123456789abcdef"),
                        Map.entry("person-key", "person-key-of-16"),
                        Map.entry("kafka.bootstrap", kafka.bootstrap()),
                        Map.entry("kafka.registry", kafka.registryAddresses()),
                        Map.entry("kafka.prefix", kafka.prefix()),
                        Map.entry("kafka.partitions", kafka.partitions()),
                        Map.entry("ziflow.base-url", ziflow.address() + "/v1"),
                        Map.entry("ziflow.api-key", "file:" + secrets.resolve("ziflow")),
                        Map.entry("photoshelter.base-url", library.address() + "/psapi/v4.0"),
                        Map.entry("photoshelter.calls-per-second", 200),
                        Map.entry("photoshelter.in-flight", 16),
                        Map.entry("ziflow.calls-per-second", 200),
                        Map.entry("ziflow.in-flight", 16),
                        Map.entry("ziflow.search-lag", "1s"),
                        Map.entry("photoshelter.api-key", FakePhotoShelter.KEY),
                        Map.entry("photoshelter.v3-base-url", library.address() + "/psapi/v3"),
                        Map.entry("photoshelter.email", "service@example.com"),
                        Map.entry("photoshelter.password", "file:" + secrets.resolve("library")),
                        Map.entry("photoshelter.organization-id", FakePhotoShelter.ORGANIZATION),
                        Map.entry("waiting.first", "1m"),
                        Map.entry("waiting.most", "1m"),
                        Map.entry("repeat.first", "300ms"),
                        Map.entry("poll.every", "1s"))));
    pushRules();
  }

  @AfterAll
  void stop() {
    var began = System.nanoTime();
    application.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
    assertThat(library.journal).anyMatch(call -> call.endsWith("/authenticate/logout"));
    records.close();
    ziflow.close();
    library.close();
    registry.close();
    http.close();
  }

  @Test
  void a_proof_is_created_from_the_file_that_the_endpoint_serves() throws Exception {
    send(
        CommandFixtures.createProof(
            "c1", "I1", "v1", "owner", stage("Desk", "desk", Decides.EVERYONE)));
    var outcome = outcome("c1");

    assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.DONE);
    assertThat(outcome.getProofCreated().getProofId()).isEqualTo("p001");
    assertThat(outcome.getProofCreated().getJudged().getLength()).isEqualTo(22);
    assertThat(outcome.getProofCreated().getJudged().getPicture().getSha256())
        .isEqualTo(outcome.getProofCreated().getJudged().getSha256()); // not a picture
    send(CommandFixtures.fingerprint("fp1", "I1"));
    assertThat(outcome("fp1").getFingerprintTaken())
        .isEqualTo(outcome.getProofCreated().getJudged());
    assertThat(outcome.getCalls()).isGreaterThanOrEqualTo(3);
    assertThat(outcome.getEnvelope().getCausationId()).isEqualTo("event-c1");
    assertThat(outcome.getEnvelope().getCorrelationId()).isEqualTo("correlation-c1");
    var asked = ziflow.creationBodies.get("p001");
    assertThat(asked.path("owner_email").asString()).isEqualTo("dam@example.com");
    var source = URI.create(asked.path("input").path(0).path("source").asString());
    var file = get(source);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).isEqualTo("\0bytes of bottle 1.jpg");
    assertThat(file.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(outcome.toString()).doesNotContain("dam@example.com");
  }

  @Test
  void half_requests_are_closed_while_the_endpoint_serves_others() throws Exception {
    try (var slow = SlowConnections.open(port, 200, SlowConnections.HALF_A_HEADER)) {
      var missing = URI.create("http://127.0.0.1:%d/files/none/none.jpg".formatted(port));
      assertThat(get(missing).statusCode()).isEqualTo(404);
      assertThat(slow.countClosedByServer()).isEqualTo(200);
    }
  }

  @Test
  void every_kind_of_command_has_a_worker() {
    var known = EnumSet.complementOf(EnumSet.of(CommandKind.UNKNOWN));

    assertThat(application.getBeansOfType(Worker.class).values().stream().map(Worker::kind))
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void a_status_is_written_and_an_asset_read() {
    send(CommandFixtures.writeStatus("w1", "I1", "Approved"));
    assertThat(outcome("w1").getFieldsWritten().getFields().getFirst().getText())
        .isEqualTo("Approved");
    send(CommandFixtures.readAsset("r1", "I1"));
    assertThat(outcome("r1").getAssetRead().getEditStatus()).isEqualTo("Approved");
  }

  @Test
  void a_final_is_filed_into_a_new_gallery_and_moves_to_another() {
    library.change(() -> library.asset("I2", "can.jpg", Instant.EPOCH).iptc.put("title", "Can"));
    send(gallery("g1", "Press/Kit", false));
    var kit = outcome("g1").getContainer().getId();
    send(gallery("g2", "Withdrawn", true));
    var withdrawn = outcome("g2").getContainer().getId();
    send(CommandFixtures.enterGallery("e1", "I2", kit, true));
    assertThat(outcome("e1").getMembership().getInside()).isTrue();
    assertThat(outcome("e1").getMembership().getAudience()).startsWith("as C");

    ziflow.state("p8", Map.of("id", "p8", "download_link", ziflow.address() + "/files/picture"));
    send(
        CommandFixtures.fileFinal(
            "ff1",
            FileFinal.newBuilder()
                .setSourceId("I2")
                .setProofId("p8")
                .setVersion(2)
                .setMarker("pl:abcdefghijklmnopqrstuvwxyz")));
    var filed = outcome("ff1").getFinalFiled().getAssetId();
    assertThat(library.assets.get(filed).name).isEqualTo("can_v2.jpg");
    assertThat(library.assets.get(filed).iptc).containsEntry("title", "Can");

    send(CommandFixtures.leaveGallery("l1", filed, kit, withdrawn, false));
    assertThat(outcome("l1").getMembership().getInside()).isFalse();
    assertThat(library.galleries.get(withdrawn).members()).containsExactly(filed);
    send(CommandFixtures.dropKeywords("k1", "I2", "review:brand"));
    assertThat(outcome("k1").getStatus()).isEqualTo(OutcomeStatus.DONE);
  }

  private static io.proofline.schemas.avro.Command gallery(String id, String path, boolean hidden) {
    return CommandFixtures.command(id, "I2", CommandKind.ENSURE_CONTAINER)
        .setEnsureContainer(new EnsureContainer(ContainerSystem.GALLERY, path, hidden))
        .build();
  }

  @Test
  void a_folder_is_created_segment_by_segment_and_a_stage_is_added() {
    send(
        CommandFixtures.command("f1", "I1", CommandKind.ENSURE_CONTAINER)
            .setEnsureContainer(
                EnsureContainer.newBuilder()
                    .setSystem(ContainerSystem.ZIFLOW_FOLDER)
                    .setPath("Jobs/Spring/Bottles")
                    .build())
            .build());
    assertThat(outcome("f1").getContainer().getId()).isEqualTo("f3");
    assertThat(ziflow.folders.keySet()).containsExactly("f1", "f2", "f3");

    ziflow.state("p9", Map.of("id", "p9", "pass_through_value", CommandFixtures.marker("I1")));
    send(
        CommandFixtures.command("u1", "I1", CommandKind.UPDATE_STAGES)
            .setUpdateStages(
                UpdateStages.newBuilder()
                    .setProofId("p9")
                    .setRulesVersion("v1")
                    .setOwnerTeam("owner")
                    .setAdd(List.of(stage("Desk", "desk", Decides.ANYONE)))
                    .build())
            .build());
    assertThat(outcome("u1").getStagesUpdated().getStages().getFirst().getName()).isEqualTo("Desk");
    send(
        CommandFixtures.command("d1", "I1", CommandKind.DELETE_PROOF)
            .setDeleteProof(new DeleteProof("p9"))
            .build());
    assertThat(outcome("d1").getStatus()).isEqualTo(OutcomeStatus.DONE);
    assertThat(ziflow.state("p9")).isNull();
  }

  @Test
  void a_command_without_its_rules_waits_for_them_and_is_dead_after_its_attempts() {
    send(
        CommandFixtures.createProof(
            "c9", "I1", "v1", "nobody", stage("Desk", "desk", Decides.EVERYONE)));
    assertThat(outcome("c9").getReason()).contains("no address for team nobody");
  }

  @Test
  void the_poller_signals_the_assets_of_the_library() {
    await().atMost(PATIENCE).until(() -> !records.values(topics.librarySignals()).isEmpty());
    assertThat(records.values(topics.librarySignals()).getFirst().getSnapshot().getBaseline())
        .isTrue();
  }

  @Test
  void health_has_a_group_for_each_api_and_reports_why_calls_wait() throws Exception {
    assertThat(get(URI.create("http://127.0.0.1:" + port + "/actuator/health/loop")).statusCode())
        .isEqualTo(200);
    assertThat(get(URI.create("http://127.0.0.1:" + port + "/actuator/health/poller")).statusCode())
        .isEqualTo(200);
    ziflow.state("proof-of-a9", Map.of("status", "completed"));
    ziflow.replyOnce(Reply.of(429, Map.of()).with("Retry-After", "2"));
    send(CommandFixtures.readProof("r9", "a9"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          var lane = get(URI.create("http://127.0.0.1:" + port + "/actuator/health/ziflow"));
          assertThat(lane.statusCode()).isEqualTo(503);
          assertThat(lane.body()).contains("asks to wait (429)");
        });
    assertThat(outcome("r9").getProofRead().getStatus()).isEqualTo("completed");
    assertThat(get(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus")).body())
        .contains("proofline_workers_polled_total");
  }

  private static Map<String, Object> whole() {
    return Map.of(
        "status",
        "completed",
        "stages",
        List.of(),
        "versions",
        List.of(),
        "archived",
        false,
        "public_link",
        "a link");
  }

  @Test
  void batched_reads_share_searches_and_those_of_one_asset_keep_their_order() {
    var assets = IntStream.range(0, 100).mapToObj(i -> "m" + i).toList();
    for (String asset : assets) {
      ziflow.state("proof-of-" + asset, whole());
      send(forCaution("1-" + asset, asset));
      send(forCaution("2-" + asset, asset));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> assets.stream().allMatch(asset -> outcomes(asset).size() == 2));

    assertThat(assets)
        .allSatisfy(asset ->
            assertThat(outcomes(asset))
                .extracting(Outcome::getCommandId)
                .containsExactly("1-" + asset, "2-" + asset));
    assertThat(ziflow.journal.stream().filter(call -> call.matches(".*(proof-of-m|search).*")))
        .hasSizeLessThan(assets.size()); // of twice as many reads
  }

  private static io.proofline.schemas.avro.Command forCaution(String id, String asset) {
    var command = CommandFixtures.readProof(id, asset);
    var envelope = Envelope.newBuilder(command.getEnvelope());
    envelope.setCausationId(TickEventIds.eventId(asset, Instant.EPOCH));
    return io.proofline.schemas.avro.Command.newBuilder(command)
        .setEnvelope(envelope.build())
        .build();
  }

  private List<Outcome> outcomes(String asset) {
    return records.values(topics.outcomes()).stream()
        .filter(outcome -> outcome.getAssetId().equals(asset))
        .toList();
  }

  /** Without the change the next attempt would follow a minute later. */
  @Test
  void commands_wait_for_a_refused_key_until_its_file_has_another() throws Exception {
    ziflow.state("proof-of-a5", Map.of("status", "completed"));
    Files.writeString(secrets.resolve("ziflow"), "no longer valid");
    var reads = new ArrayList<String>();
    await()
        .atMost(PATIENCE)
        .until(() -> {
          reads.add("wait" + reads.size());
          send(CommandFixtures.readProof(reads.getLast(), "a5"));
          return health("ziflow").statusCode() == 503;
        });
    assertThat(health("ziflow").body())
        .contains("Ziflow refuses our access (401)", "Put good ones into the files of")
        .doesNotContain("no longer valid");
    send(CommandFixtures.writeStatus("w6", "I1", "Approved"));
    assertThat(outcome("w6").getStatus()).isEqualTo(OutcomeStatus.DONE);
    assertThat(records.values(topics.outcomes()))
        .extracting(Outcome::getCommandId)
        .doesNotContain(reads.getLast());

    Files.writeString(secrets.resolve("ziflow"), FakeZiflow.KEY);
    for (String read : reads) {
      assertThat(outcome(read).getStatus()).isEqualTo(OutcomeStatus.DONE);
    }
    assertThat(health("ziflow").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> health(String group) throws Exception {
    return get(URI.create("http://127.0.0.1:%d/actuator/health/%s".formatted(port, group)));
  }

  private void pushRules() {
    var text =
        RulesText.newBuilder()
            .setYaml("")
            .setTeams(
                Map.of("owner", List.of("dam@example.com"), "desk", List.of("desk@example.com")))
            .build();
    records.send(topics.rules(), "default@v1", rules(RulesKind.TEXT, text));
    records.send(topics.rules(), "default", rules(RulesKind.POINTER, null));
  }

  private static RulesRecord rules(RulesKind kind, RulesText text) {
    return RulesRecord.newBuilder()
        .setName("default")
        .setKind(kind)
        .setVersion("v1")
        .setPushedAt(Instant.EPOCH)
        .setText(text)
        .build();
  }

  private void send(io.proofline.schemas.avro.Command command) {
    var lane =
        switch (command.getKind()) {
          case CREATE_PROOF, READ_PROOF, UPDATE_STAGES, DELETE_PROOF, ENSURE_CONTAINER ->
              topics.commandLanes().ziflow();
          default -> topics.commandLanes().library();
        };
    records.send(lane, command.getAssetId(), command);
  }

  private Outcome outcome(String command) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                records.values(topics.outcomes()).stream()
                    .filter(outcome -> outcome.getCommandId().equals(command))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private HttpResponse<String> get(URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static String[] arguments(Map<String, Object> settings) {
    var all = new HashMap<>(settings);
    return all.entrySet().stream()
        .map(entry -> "--proofline.workers." + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }
}
