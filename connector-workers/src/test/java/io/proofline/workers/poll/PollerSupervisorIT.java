package io.proofline.workers.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.Presence;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.TestTopics;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.photoshelter.FakePhotoShelter;
import io.proofline.workers.photoshelter.GalleryPathCache;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterFixtures;
import io.proofline.workers.photoshelter.PhotoShelterV3Client;
import io.proofline.workers.photoshelter.SnapshotReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Checks the poller with a real broker and a fake library that behaves like the documented API.
 *
 * <p>Longer than 300 lines because all tests share the broker and the fake library.
 */
class PollerSupervisorIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private final KafkaConnection kafka =
      KafkaForTests.connection("poll-" + UUID.randomUUID().toString().substring(0, 8) + ".");
  private final HttpSchemaRegistry registry = kafka.openRegistry();
  private final Topics topics = kafka.topics(registry);
  private final TestTopics records = new TestTopics(kafka);
  private final FakePhotoShelter library = new FakePhotoShelter();
  private final PhotoShelterClient client = PhotoShelterFixtures.client(library);
  private final PhotoShelterV3Client v3 = PhotoShelterFixtures.v3(library);
  private final PollHealth health = new PollHealth();
  private final List<PollerSupervisor> loops = new ArrayList<>();
  private final RulesText rules =
      RulesText.newBuilder()
          .setYaml("")
          .setTeams(Map.of())
          .setWatchedGalleries(List.of("Send to review", "Events/Gala/Picks"))
          .setWatchedKeywords(List.of("rush", "review:*"))
          .build();

  @RegisterExtension
  static final OpenTelemetryExtension telemetry = OpenTelemetryExtension.create();

  private final Tracing tracing = new Tracing(telemetry.getOpenTelemetry());

  @BeforeEach
  void libraryWithTwoPhotographs() {
    library.asset("I1", "1.jpg", LONG_AGO);
    library.asset("I2", "2.jpg", LONG_AGO);
    library.gallery("G1", "Send to review").members().add("I1");
    library.gallery("G2", "Picks", "Events", "Gala");
    library.gallery("G3", "Picks");
  }

  @AfterEach
  void end() {
    loops.forEach(PollerSupervisor::stop);
    client.close();
    v3.close();
    library.close();
    records.close();
    registry.close();
  }

  @Test
  void the_baseline_is_marked_and_each_later_change_is_signalled_once() {
    start("one");
    awaitSignals(2);
    assertThat(snapshots()).allMatch(AssetSnapshot::getBaseline);

    library.change(() -> library.galleries.get("G1").members().add("I2"));
    awaitSignals(3);
    assertThat(last().getAssetId()).isEqualTo("I2");
    assertThat(last().getBaseline()).isFalse();
    assertThat(records.values(topics.librarySignals()))
        .extracting(signal -> signal.getEnvelope().getTraceparent())
        .doesNotHaveDuplicates()
        .allMatch(trace -> trace.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]"));
    assertThat(last().getGalleries())
        .containsExactly(new GalleryRef("G1", "Send to review", List.of()));

    library.change(() -> library.galleries.get("G1").members().remove("I1"));
    awaitSignals(4);
    assertThat(last().getAssetId()).isEqualTo("I1");
    assertThat(last().getGalleries()).isEmpty();

    library.change(() -> library.galleries.get("G2").members().add("I1"));
    awaitSignals(5);
    assertThat(last().getGalleries())
        .containsExactly(new GalleryRef("G2", "Events/Gala/Picks", List.of("C-Events", "C-Gala")));

    library.change(() -> library.assets.get("I2").iptc.put("keywords", "rush, sea"));
    awaitSignals(6);
    assertThat(last().getKeywords()).containsExactly("rush", "sea");

    library.change(() -> {
      var edited = library.assets.get("I2");
      edited.iptc.put("edit_status", "Approved");
      edited.modified = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    });
    awaitSignals(7);
    assertThat(last().getEditStatus()).isEqualTo("Approved");

    library.change(() -> library.asset("I3", "3.jpg", Instant.now()));
    awaitSignals(8);
    awaitTurns();
    assertThat(snapshots()).hasSize(8);
    assertThat(records.entries(topics.librarySignals()))
        .allMatch(keyedRecord ->
            keyedRecord.key().equals(keyedRecord.value().getSnapshot().getAssetId()));
  }

  @Test
  void a_restart_writes_nothing_and_reads_little() {
    var first = start("one");
    awaitSignals(2);
    awaitTurns();
    first.stop();
    int calls = library.journal.size();

    start("one");
    awaitTurns();

    assertThat(snapshots()).hasSize(2);
    assertThat(library.journal.stream().skip(calls))
        .noneMatch(call -> call.contains("/search") || call.contains("/iptc"));
  }

  @Test
  void trashed_files_and_deleted_galleries_are_known_after_a_restart() {
    var first = start("one");
    awaitSignals(2);
    awaitTurns();
    library.change(() -> {
      library.trash("I1");
      library.galleries.remove("G3");
    });
    awaitSignals(3);
    assertThat(last().getPresence()).isEqualTo(Presence.TRASHED);
    assertThat(last().getGalleries())
        .containsExactly(new GalleryRef("G1", "Send to review", List.of()));
    awaitTurns();
    first.stop();
    assertThat(records.entries(topics.pollSeen()))
        .anyMatch(keyedRecord -> keyedRecord.key().equals("G3") && keyedRecord.value() == null);

    start("one");
    awaitTurns();
    assertThat(snapshots()).hasSize(3);
    library.restore("I1");
    awaitSignals(4);
    assertThat(last().getPresence()).isEqualTo(Presence.THERE);
    assertThat(last().getGalleries()).isEmpty();
  }

  @Test
  void an_interrupted_baseline_continues_as_the_baseline() {
    for (int i = 10; i < 80; i++) {
      library.asset("I" + i, i + ".jpg", LONG_AGO);
    }
    library.answerOnBaselineRead("I70", Reply.of(502, "bad gateway"));
    var client3 = PhotoShelterFixtures.client(library, 100);
    var first = start("one", client3);
    await().atMost(PATIENCE).until(() -> health.failure().isPresent());
    assertThat(snapshots().size()).isBetween(1, 71);
    first.stop();

    start("one", client3);
    awaitSignals(72);
    assertThat(snapshots()).allMatch(AssetSnapshot::getBaseline);
    assertThat(snapshots()).extracting(AssetSnapshot::getAssetId).doesNotHaveDuplicates();
    await().atMost(PATIENCE).until(() -> health.failure().isEmpty());
    client3.close();
  }

  @Test
  void unreadable_records_of_the_state_are_skipped_and_counted() {
    var first = start("one");
    awaitSignals(2);
    awaitTurns();
    first.stop();
    var cursors = topics.pollCursor();
    records.send(cursors, 0, PollerState.CHANGES_CURSOR, "x".repeat(40).getBytes(UTF_8));
    records.send(cursors, 0, PollerState.FULL_PASS_CURSOR, new byte[] {0, 0, 15, 66, 63, 2});
    records.send(cursors, 0, "nobody's", new byte[0]);
    records.send(topics.pollSeen(), 0, "I1", "y".repeat(40).getBytes(UTF_8));

    start("one");
    library.change(() -> library.galleries.get("G1").members().add("I2"));
    awaitSignals(3);

    assertThat(last().getAssetId()).isEqualTo("I2");
    assertThat(last().getBaseline()).isFalse();
    assertThat(snapshots()).hasSize(3);
    assertThat(health.unreadableRecords()).isEqualTo(4);
    assertThat(health.failure()).isEmpty();
  }

  @Test
  void an_outage_is_reported_and_the_poller_waits() {
    start("one");
    awaitSignals(2);
    library.replyOnce(Reply.of(503, Map.of()).with("Retry-After", "1"));
    await().atMost(PATIENCE).until(() -> health.failure().isPresent());
    assertThat(health.failure()).contains("PhotoShelter asks to wait (503) for 1 s");
    await().atMost(PATIENCE).until(() -> health.failure().isEmpty());
  }

  @Test
  void one_of_two_instances_polls_and_the_other_takes_over() {
    var first = start("one", client, Map.of("session.timeout.ms", "6000"));
    awaitSignals(2);
    start("two");
    library.change(() -> library.galleries.get("G1").members().add("I2"));
    awaitSignals(3);
    awaitTurns();
    assertThat(snapshots()).hasSize(3);

    first.stop();
    library.change(() -> library.galleries.get("G1").members().remove("I2"));
    awaitSignals(4);
    awaitTurns();
    assertThat(snapshots()).hasSize(4);
  }

  private PollerSupervisor start(String instance) {
    return start(instance, client);
  }

  private PollerSupervisor start(String instance, PhotoShelterClient asked) {
    return start(instance, asked, Map.of());
  }

  private PollerSupervisor start(
      String instance, PhotoShelterClient asked, Map<String, String> ofClients) {
    var quick = TestTopics.withFastHeartbeat(kafka);
    var all = new HashMap<>(quick.client());
    all.putAll(ofClients);
    var connection =
        new KafkaConnection(
            quick.bootstrap(), quick.registry(), quick.prefix(), quick.partitions(), all);
    var clock = InstantSource.system();
    var paths = new GalleryPathCache(asked, Duration.ofMillis(100), clock);
    var settings =
        new PollSettings(
            "test",
            Duration.ofMillis(200),
            Duration.ofMinutes(15),
            null,
            0,
            Duration.ofHours(24),
            Duration.ofDays(30),
            Duration.ofMillis(100),
            Duration.ZERO,
            Duration.ofDays(90),
            Duration.ofMillis(500),
            Duration.ofSeconds(1));
    var loop =
        new PollerSupervisor(
            topics,
            new KafkaClients(connection, "poller", instance),
            settings,
            asked,
            new SnapshotReader(asked, paths, clock),
            PhotoShelterFixtures.listings(v3),
            paths,
            () -> Optional.of(rules),
            clock,
            health,
            tracing);
    loop.start();
    loops.add(loop);
    return loop;
  }

  private void awaitSignals(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(snapshots()).hasSizeGreaterThanOrEqualTo(count));
  }

  /**
   * Waits for four further cursors: at most two are the baseline's, and the others have a whole
   * turn between them.
   */
  private void awaitTurns() {
    int before = records.values(topics.pollCursor()).size();
    await().atMost(PATIENCE).until(() -> records.values(topics.pollCursor()).size() >= before + 4);
  }

  private AssetSnapshot last() {
    return records.values(topics.librarySignals()).stream()
        .max(java.util.Comparator.comparing(signal -> signal.getEnvelope().getReceivedAt()))
        .map(LibrarySignal::getSnapshot)
        .orElseThrow();
  }

  private List<AssetSnapshot> snapshots() {
    return records.values(topics.librarySignals()).stream()
        .map(LibrarySignal::getSnapshot)
        .toList();
  }
}
