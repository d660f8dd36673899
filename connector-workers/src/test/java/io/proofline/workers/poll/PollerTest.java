package io.proofline.workers.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.photoshelter.FakePhotoShelter;
import io.proofline.workers.photoshelter.GalleryPaths;
import io.proofline.workers.photoshelter.Libraries;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.SnapshotReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The poller without Kafka, against a library that answers as the fact sheet says. */
class PollerTest {

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Duration ROUND = Duration.ofMinutes(6);
  private static final String MARKER = "pl:abcdefghijklmnopqrstuvwxyz";

  private final FakePhotoShelter library = new FakePhotoShelter();
  private final PhotoShelterClient client = Libraries.client(library, 100);
  private final List<Chunk> chunks = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Optional<RulesText> rules = Optional.of(rules("credit", "custom:4711"));
  private Poller poller = start();

  @BeforeEach
  void libraryWithThreePhotographs() {
    library.asset("I1", "1.jpg", LONG_AGO);
    library.asset("I2", "2.jpg", LONG_AGO);
    library.asset("I3", "3.jpg", LONG_AGO).iptc.put("credit", "Agency");
    library.gallery("G1", "Send to review").members().add("I1");
    library.gallery("G2", "Picks", "Events", "Gala").members().add("I2");
    library.gallery("G3", "Archive", "Old");
  }

  @AfterEach
  void end() {
    client.close();
    library.close();
  }

  record Scenario(String name, List<Step> steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A change, and all that two rounds signal of it. */
  record Step(BiConsumer<FakePhotoShelter, Instant> change, List<String> signals) {}

  static Stream<Scenario> scenarios() {
    return Stream.of(
        scenario(
            "an edit that moves the date of change",
            step(edits("I2", "edit_status", "Approved"), "I2 THERE Events/Gala/Picks Approved")),
        scenario(
            "a field that the rules ask about",
            step(edits("I3", "credit", "Ann's"), "I3 THERE credit=Ann's")),
        scenario(
            "a custom field that the rules ask about",
            step(
                (library, at) -> {
                  library.assets.get("I1").custom.put("4711", "2027-01-01");
                  library.assets.get("I1").modified = at;
                },
                "I1 THERE Send to review custom:4711=2027-01-01")),
        scenario("a new upload", step((l, at) -> l.asset("I4", "4.jpg", at), "I4 THERE")),
        scenario(
            "a file that is put into a gallery that selects",
            step(
                (l, _) -> l.galleries.get("G1").members().add("I3"),
                "I3 THERE Send to review credit=Agency")),
        scenario(
            "a move between galleries that nobody watches",
            step(
                (l, _) -> {
                  l.galleries.get("G2").members().remove("I2");
                  l.galleries.get("G3").members().add("I2");
                },
                "I2 THERE Old/Archive")),
        scenario(
            "a gallery that is renamed",
            step((l, _) -> l.renameGallery("G2", "Best"), "I2 THERE Events/Gala/Best")),
        scenario(
            "a collection that is renamed",
            step((l, _) -> l.renameCollection("C-Events", "Shows"), "I2 THERE Shows/Gala/Picks")),
        scenario(
            "a gallery that is moved into another collection",
            step((l, _) -> l.moveGallery("G2", "C-Old"), "I2 THERE Old/Picks")),
        scenario("a gallery that is deleted", step((l, _) -> l.galleries.remove("G2"), "I2 THERE")),
        scenario(
            "a file in a gallery that selects is trashed and restored",
            step((l, _) -> l.trash("I1"), "I1 TRASHED Send to review"),
            step((l, _) -> l.restore("I1"), "I1 THERE")),
        scenario(
            "a file in another gallery is trashed and purged",
            step((l, _) -> l.trash("I2"), "I2 TRASHED Events/Gala/Picks"),
            step((l, _) -> l.trash.clear(), "I2 GONE Events/Gala/Picks")),
        scenario(
            "a file in no gallery is trashed",
            step((l, _) -> l.trash("I3"), "I3 TRASHED credit=Agency")),
        scenario(
            "a file is deleted without a trash",
            step(
                (l, _) -> {
                  l.trash("I2");
                  l.trash.clear();
                },
                "I2 GONE Events/Gala/Picks")),
        scenario(
            "a marker of ours",
            step(edits("I2", "trans_ref", MARKER), "I2 THERE Events/Gala/Picks marker=" + MARKER)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void is_signalled_once(Scenario scenario) {
    round();
    assertThat(signals()).hasSize(3).allMatch(signal -> signal.endsWith("baseline"));
    for (Step step : scenario.steps()) {
      chunks.forEach(chunk -> chunk.signals.clear());
      library.change(() -> step.change().accept(library, now.plusSeconds(60)));
      round();
      round();
      assertThat(signals()).isEqualTo(step.signals());
      int calls = library.journal.size();
      round();
      assertThat(signals()).as("and no second time").isEqualTo(step.signals());
      assertThat(library.journal.subList(calls, library.journal.size()))
          .as("nor read")
          .noneMatch(call -> call.contains("/iptc"));
    }
    chunks.forEach(chunk -> chunk.signals.clear());
    poller = start();
    round();
    round();
    assertThat(signals()).as("nor after a start").isEmpty();
  }

  @Test
  void what_selects_is_seen_by_a_turn_alone() {
    round();
    library.change(() -> library.galleries.get("G1").members().remove("I1"));
    now = now.plusSeconds(60);
    assertThat(poller.turn(rules)).isEmpty();
    assertThat(signals().getLast()).isEqualTo("I1 THERE");
  }

  @Test
  void
      in_the_overlap_an_asset_is_asked_for_its_date_now_and_then_and_a_further_edit_is_seen_at_once() {
    round();
    edits("I2", "edit_status", "In review").accept(library, now);
    edits("I3", "edit_status", "In review").accept(library, now);
    int before = library.journal.size();
    turns(20);
    assertThat(looks("I2", before)).isBetween(6L, 9L); // of 15, and one more that reads it
    assertThat(looks("I3", before)).isBetween(6L, 9L);

    edits("I2", "edit_status", "Rejected").accept(library, now);
    edits("I3", "edit_status", "Rejected").accept(library, now);
    turns(8);
    edits("I2", "edit_status", "Approved").accept(library, now);
    turns(1);
    assertThat(signals().getLast()).isEqualTo("I2 THERE Events/Gala/Picks Approved");
  }

  private void turns(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusSeconds(60);
      assertThat(poller.turn(rules)).isEmpty();
    }
  }

  private long looks(String asset, int from) {
    return library.journal.subList(from, library.journal.size()).stream()
        .filter(call -> call.equals("GET /psapi/v4.0/media/" + asset))
        .count();
  }

  @Test
  void an_asset_that_is_missing_for_a_moment_is_not_signalled() {
    round();
    library.answerOnBaselineRead("I1", Reply.of(404, Map.of()));
    library.change(() -> library.galleries.get("G1").members().remove("I1"));
    poller.turn(rules);
    assertThat(signals()).hasSize(3);
    now = now.plusSeconds(30);
    poller.turn(rules);
    assertThat(signals().getLast()).isEqualTo("I1 THERE");
  }

  @Test
  void without_a_listing_of_the_trash_time_tells_what_is_gone() {
    library.listsTrash = false;
    round();
    library.trash("I2");
    round();
    round();
    assertThat(signals().getLast()).isEqualTo("I2 TRASHED Events/Gala/Picks");
    now = now.plus(Duration.ofDays(89));
    round();
    assertThat(signals()).hasSize(4);
    now = now.plus(Duration.ofDays(2));
    round();
    assertThat(signals().getLast()).isEqualTo("I2 GONE Events/Gala/Picks");

    library.restore("I2");
    now = now.plus(Duration.ofDays(2));
    round();
    assertThat(signals().getLast()).isEqualTo("I2 THERE");
  }

  @Test
  void without_joins_names_and_members_are_seen_by_the_walk_and_collections_by_the_full_pass() {
    library.joins = false;
    round();
    library.renameGallery("G2", "Best");
    round();
    assertThat(signals().getLast()).isEqualTo("I2 THERE Events/Gala/Best");
    library.change(() -> library.galleries.get("G3").members().add("I3"));
    round();
    assertThat(signals().getLast()).isEqualTo("I3 THERE Old/Archive credit=Agency");
    library.renameCollection("C-Events", "Shows");
    round();
    assertThat(signals()).hasSize(5);
    now = now.plus(Duration.ofDays(1));
    round();
    assertThat(signals().subList(5, 6)).containsExactly("I2 THERE Shows/Gala/Best");
    assertThat(signals()).hasSize(6);
  }

  @Test
  void when_the_rules_ask_for_more_all_is_read_again_and_opens_nothing() {
    library.assets.get("I2").iptc.put("headline", "Gala");
    round();
    rules = Optional.of(rules("credit", "headline"));
    round();
    assertThat(signals().subList(3, signals().size()))
        .containsExactly("I2 THERE Events/Gala/Picks headline=Gala baseline");
    rules = Optional.of(rules("headline"));
    round();
    assertThat(signals()).as("and for less, nothing").hasSize(4);
  }

  @Test
  void after_a_start_rules_that_were_in_force_are_waited_for() {
    round();
    poller = start();
    int calls = library.journal.size();
    library.trash("I1");
    assertThat(poller.turn(Optional.empty())).isEmpty();
    assertThat(poller.piece()).isEqualTo(new Done<>(false));
    assertThat(library.journal).hasSize(calls);
  }

  @Test
  void the_full_pass_goes_on_where_it_was_and_turns_go_on_between() {
    for (int i = 10; i < 40; i++) {
      library.asset("I" + i, i + ".jpg", LONG_AGO);
    }
    round();
    now = now.plus(Duration.ofDays(1));
    poller.turn(rules);
    while (place().isEmpty()) {
      assertThat(poller.piece()).isEqualTo(new Done<>(true));
    }
    assertThat(place()).contains("I18");

    library.change(() -> library.galleries.get("G1").members().add("I39"));
    library.assets.get("I39").iptc.put("edit_status", "x");
    poller.turn(rules);
    assertThat(signals().getLast()).isEqualTo("I39 THERE Send to review x");
    assertThat(place()).contains("I18");

    poller = start();
    poller.turn(rules);
    int calls = library.journal.size();
    pieces();
    assertThat(library.journal.subList(calls, library.journal.size()))
        .anyMatch(call -> call.endsWith("/media/I19"))
        .noneMatch(call -> call.endsWith("/media/I18"));
    assertThat(place()).isEmpty();
    assertThat(poller.piece()).isEqualTo(new Done<>(false));
  }

  @Test
  void a_pass_that_an_api_breaks_goes_on_at_the_same_place() {
    round();
    now = now.plus(Duration.ofDays(1));
    poller.turn(rules);
    library.answerOnBaselineRead("I2", Reply.of(503, Map.of()));
    library.assets.get("I3").iptc.put("credit", "Ann's"); // moves no date
    assertThat(brokenAt()).contains("photoshelter asks to wait (503)");
    pieces();
    assertThat(signals().subList(3, signals().size())).containsExactly("I3 THERE credit=Ann's");
  }

  @Test
  void an_asset_at_which_each_reading_breaks_does_not_hold_up_the_others_for_ever() {
    library.breaks.add("I2");
    int broken = 0;
    while (!poller.isPastBaseline()) {
      poller.turn(rules);
      if (brokenAt().isPresent()) {
        broken++;
      }
    }
    assertThat(broken).isEqualTo(4);
    assertThat(signals()).hasSize(2);
  }

  private Optional<String> brokenAt() {
    var result = poller.piece();
    while (result.equals(new Done<>(true))) {
      result = poller.piece();
    }
    return result instanceof io.proofline.workers.call.CallResult.Failed<Boolean>(ApiError error)
        ? Optional.of(error.text())
        : Optional.empty();
  }

  private void round() {
    now = now.plus(ROUND);
    assertThat(poller.turn(rules)).isEmpty();
    pieces();
    assertThat(poller.refused()).isEmpty();
  }

  private void pieces() {
    assertThat(brokenAt()).isEmpty();
  }

  private Poller start() {
    var known = new Known();
    chunks.forEach(chunk -> {
      chunk.seen.forEach(known::accept);
      chunk.cursors.forEach(known::accept);
    });
    var paths = new GalleryPaths(client, Duration.ofDays(1), () -> now);
    var settings =
        new PollSettings(
            "test",
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofDays(1),
            Duration.ofMinutes(5),
            Duration.ofSeconds(60),
            Duration.ofDays(90),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    return new Poller(
        client,
        new SnapshotReader(client, paths, () -> now),
        paths,
        settings,
        known,
        chunks::add,
        () -> now,
        () -> false);
  }

  private Optional<String> place() {
    return chunks.stream()
        .map(chunk -> chunk.cursors.get(Known.FULL))
        .filter(cursor -> cursor != null)
        .reduce((_, last) -> last)
        .map(PollCursor::getPlace);
  }

  private List<String> signals() {
    return chunks.stream()
        .flatMap(chunk -> chunk.signals.values().stream())
        .map(PollerTest::sentence)
        .toList();
  }

  private static String sentence(AssetSnapshot snapshot) {
    var words = new ArrayList<String>(List.of(snapshot.getAssetId(), "" + snapshot.getPresence()));
    snapshot.getGalleries().forEach(gallery -> words.add(gallery.getPath()));
    Stream.ofNullable(snapshot.getEditStatus()).forEach(words::add);
    snapshot.getFields().forEach((name, text) -> words.add(name + "=" + text));
    Stream.ofNullable(snapshot.getOurMarker()).forEach(marker -> words.add("marker=" + marker));
    Stream.of("baseline").filter(_ -> snapshot.getBaseline()).forEach(words::add);
    return words.stream().collect(Collectors.joining(" "));
  }

  private static RulesText rules(String... asked) {
    return RulesText.newBuilder()
        .setYaml("")
        .setTeams(Map.of())
        .setWatchedGalleries(List.of("Send to review"))
        .setWatchedKeywords(List.of("rush"))
        .setAskedFields(List.of(asked))
        .build();
  }

  private static Scenario scenario(String name, Step... steps) {
    return new Scenario(name, List.of(steps));
  }

  private static Step step(BiConsumer<FakePhotoShelter, Instant> change, String... signals) {
    return new Step(change, List.of(signals));
  }

  private static BiConsumer<FakePhotoShelter, Instant> edits(
      String asset, String field, String text) {
    return (library, at) -> {
      library.assets.get(asset).iptc.put(field, text);
      library.assets.get(asset).modified = at;
    };
  }
}
