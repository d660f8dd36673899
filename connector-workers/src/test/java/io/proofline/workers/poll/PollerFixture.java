package io.proofline.workers.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.FakePhotoShelter;
import io.proofline.workers.photoshelter.GalleryPathCache;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterFixtures;
import io.proofline.workers.photoshelter.PhotoShelterV3Client;
import io.proofline.workers.photoshelter.SnapshotReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fake library with three photographs, a poller of it, and a clock that the test sets. */
final class PollerFixture implements AutoCloseable {

  static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Duration INTERVAL = Duration.ofMinutes(6);

  final FakePhotoShelter library = new FakePhotoShelter();
  final List<PollBatch> batches = new ArrayList<>();
  private final PhotoShelterClient client = PhotoShelterFixtures.client(library, 100);
  private final PhotoShelterV3Client v3 = PhotoShelterFixtures.v3(library);
  @Nullable Instant since;
  int perMinute;
  Instant now = Instant.parse("2026-03-01T12:00:00Z");
  Optional<RulesText> rules = Optional.of(rules("credit", "custom:4711"));
  Poller poller = newPoller();

  PollerFixture() {
    library.setV3PageSize(500);
    library.asset("I1", "1.jpg", LONG_AGO);
    library.asset("I2", "2.jpg", LONG_AGO);
    library.asset("I3", "3.jpg", LONG_AGO).iptc.put("credit", "Agency");
    library.gallery("G1", "Send to review").members().add("I1");
    library.gallery("G2", "Picks", "Events", "Gala").members().add("I2");
    library.gallery("G3", "Archive", "Old");
  }

  /** Replaces the poller by one that starts from the written batches. */
  void restart() {
    poller = newPoller();
  }

  /** Runs a turn some minutes later, and all steps until the next. */
  void runCycleAndSteps() {
    now = now.plus(INTERVAL);
    assertThat(poller.runCycle(rules)).isEmpty();
    runSteps();
    assertThat(poller.lastRejection()).isEmpty();
  }

  void runCycles(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusSeconds(60);
      assertThat(poller.runCycle(rules)).isEmpty();
    }
  }

  void runSteps() {
    assertThat(firstError()).isEmpty();
  }

  /** The error that ended the steps; empty when all succeeded. */
  Optional<String> firstError() {
    var result = poller.runStep();
    while (result.equals(new Success<>(true))) {
      result = poller.runStep();
    }
    return result instanceof Failure<Boolean>(ApiError error)
        ? Optional.of(error.text())
        : Optional.empty();
  }

  /** How often an asset was requested since a position in the journal. */
  long readsOf(String asset, int from) {
    return since(from).filter(call -> call.equals("GET /psapi/v4.0/media/" + asset)).count();
  }

  Stream<String> since(int from) {
    return library.journal.subList(from, library.journal.size()).stream();
  }

  /** The position of the full pass. */
  Optional<String> passPosition() {
    return batches.stream()
        .map(batch -> batch.cursors.get(PollerState.FULL_PASS_CURSOR))
        .filter(cursor -> cursor != null)
        .reduce((_, last) -> last)
        .map(PollCursor::getPlace);
  }

  List<String> signals() {
    return batches.stream()
        .flatMap(batch -> batch.signals.values().stream())
        .map(PollerFixture::describe)
        .toList();
  }

  /** An edit that changes the modification date. */
  void edit(String asset, String field, String text) {
    library.assets.get(asset).iptc.put(field, text);
    library.assets.get(asset).modified = now;
  }

  static RulesText rules(String... asked) {
    return RulesText.newBuilder()
        .setYaml("")
        .setTeams(Map.of())
        .setWatchedGalleries(List.of("Send to review"))
        .setWatchedKeywords(List.of("rush"))
        .setAskedFields(List.of(asked))
        .build();
  }

  @Override
  public void close() {
    client.close();
    v3.close();
    library.close();
  }

  private Poller newPoller() {
    var pollerState = new PollerState();
    batches.forEach(batch -> {
      batch.seen.forEach(pollerState::accept);
      batch.cursors.forEach(pollerState::accept);
    });
    var paths = new GalleryPathCache(client, Duration.ofDays(1), () -> now);
    var settings =
        new PollSettings(
            "test",
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            since,
            perMinute,
            Duration.ofDays(1),
            Duration.ofDays(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(60),
            Duration.ofDays(90),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    return new Poller(
        client,
        new SnapshotReader(client, paths, () -> now),
        PhotoShelterFixtures.listings(v3),
        paths,
        settings,
        pollerState,
        batches::add,
        () -> now,
        () -> false);
  }

  private static String describe(AssetSnapshot snapshot) {
    var words = new ArrayList<String>(List.of(snapshot.getAssetId(), "" + snapshot.getPresence()));
    snapshot.getGalleries().forEach(gallery -> words.add(gallery.getPath()));
    Stream.ofNullable(snapshot.getEditStatus()).forEach(words::add);
    snapshot.getFields().forEach((name, text) -> words.add(name + "=" + text));
    Stream.ofNullable(snapshot.getOurMarker()).forEach(marker -> words.add("marker=" + marker));
    Stream.of("baseline").filter(_ -> snapshot.getBaseline()).forEach(words::add);
    return words.stream().collect(Collectors.joining(" "));
  }
}
