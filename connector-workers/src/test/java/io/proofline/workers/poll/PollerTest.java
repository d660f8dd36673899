package io.proofline.workers.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.photoshelter.FakePhotoShelter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the poller without Kafka, against a fake library that behaves like the documented API.
 *
 * <p>Longer than 300 lines because it includes the table of all changes in the library.
 */
class PollerTest {

  private static final String MARKER = "pl:abcdefghijklmnopqrstuvwxyz";

  private final PollerFixture fixture = new PollerFixture();
  private final FakePhotoShelter library = fixture.library;

  @AfterEach
  void end() {
    fixture.close();
  }

  record Scenario(String name, List<Step> steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A change, and all signals of two turns after it. */
  record Step(BiConsumer<FakePhotoShelter, Instant> change, List<String> signals) {}

  static Stream<Scenario> scenarios() {
    return Stream.of(
        scenario(
            "an edit that changes the modification date",
            step(edits("I2", "edit_status", "Approved"), "I2 THERE Events/Gala/Picks Approved")),
        scenario(
            "a field that the rules refer to",
            step(edits("I3", "credit", "Ann's"), "I3 THERE credit=Ann's")),
        scenario(
            "a custom field that the rules refer to",
            step(
                (library, at) -> {
                  library.assets.get("I1").custom.put("4711", "2027-01-01");
                  library.assets.get("I1").modified = at;
                },
                "I1 THERE Send to review custom:4711=2027-01-01")),
        scenario("a new upload", step((l, at) -> l.asset("I4", "4.jpg", at), "I4 THERE")),
        scenario(
            "a file that is added to a select gallery",
            step(
                (l, _) -> l.galleries.get("G1").members().add("I3"),
                "I3 THERE Send to review credit=Agency")),
        scenario(
            "a move between galleries that the rules do not watch",
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
            "a file in a select gallery is trashed and restored",
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
            "our marker",
            step(edits("I2", "trans_ref", MARKER), "I2 THERE Events/Gala/Picks marker=" + MARKER)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void a_change_is_signalled_once(Scenario scenario) {
    fixture.runCycleAndSteps();
    assertThat(fixture.signals()).hasSize(3).allMatch(signal -> signal.endsWith("baseline"));
    for (Step step : scenario.steps()) {
      fixture.batches.forEach(batch -> batch.signals.clear());
      library.change(() -> step.change().accept(library, fixture.now.plusSeconds(60)));
      fixture.runCycleAndSteps();
      fixture.runCycleAndSteps();
      assertThat(fixture.signals()).isEqualTo(step.signals());
      int calls = library.journal.size();
      fixture.runCycleAndSteps();
      assertThat(fixture.signals()).as("not signalled a second time").isEqualTo(step.signals());
      assertThat(library.journal.subList(calls, library.journal.size()))
          .as("not read again")
          .noneMatch(call -> call.contains("/iptc"));
    }
    fixture.batches.forEach(batch -> batch.signals.clear());
    fixture.restart();
    fixture.runCycleAndSteps();
    fixture.runCycleAndSteps();
    assertThat(fixture.signals()).as("not signalled after a restart").isEmpty();
  }

  @Test
  void a_turn_finds_selections_without_a_pass() {
    fixture.runCycleAndSteps();
    library.change(() -> library.galleries.get("G1").members().remove("I1"));
    fixture.now = fixture.now.plusSeconds(60);
    assertThat(fixture.poller.runCycle(fixture.rules)).isEmpty();
    assertThat(fixture.signals().getLast()).isEqualTo("I1 THERE");
  }

  @Test
  void in_the_overlap_dates_are_read_in_some_turns_and_a_further_edit_is_found_at_once() {
    fixture.runCycleAndSteps();
    edits("I2", "edit_status", "In review").accept(library, fixture.now);
    edits("I3", "edit_status", "In review").accept(library, fixture.now);
    int before = library.journal.size();
    fixture.runCycles(20);
    assertThat(fixture.readsOf("I2", before))
        .isBetween(6L, 9L); // of 15, and one more that reads it
    assertThat(fixture.readsOf("I3", before)).isBetween(6L, 9L);

    edits("I2", "edit_status", "Rejected").accept(library, fixture.now);
    edits("I3", "edit_status", "Rejected").accept(library, fixture.now);
    fixture.runCycles(8);
    edits("I2", "edit_status", "Approved").accept(library, fixture.now);
    fixture.runCycles(1);
    assertThat(fixture.signals().getLast()).isEqualTo("I2 THERE Events/Gala/Picks Approved");
  }

  @Test
  void an_asset_with_a_single_404_is_not_signalled() {
    fixture.runCycleAndSteps();
    library.answerOnBaselineRead("I1", Reply.of(404, Map.of()));
    library.change(() -> library.galleries.get("G1").members().remove("I1"));
    fixture.poller.runCycle(fixture.rules);
    assertThat(fixture.signals()).hasSize(3);
    fixture.now = fixture.now.plusSeconds(30);
    fixture.poller.runCycle(fixture.rules);
    assertThat(fixture.signals().getLast()).isEqualTo("I1 THERE");
  }

  @Test
  void if_the_trash_cant_be_listed_an_asset_counts_as_gone_after_a_time() {
    library.listsTrash = false;
    fixture.runCycleAndSteps();
    library.trash("I2");
    fixture.runCycleAndSteps();
    fixture.runCycleAndSteps();
    assertThat(fixture.signals().getLast()).isEqualTo("I2 TRASHED Events/Gala/Picks");
    fixture.now = fixture.now.plus(Duration.ofDays(89));
    fixture.runCycleAndSteps();
    assertThat(fixture.signals()).hasSize(4);
    fixture.now = fixture.now.plus(Duration.ofDays(2));
    fixture.runCycleAndSteps();
    assertThat(fixture.signals().getLast()).isEqualTo("I2 GONE Events/Gala/Picks");

    library.restore("I2");
    fixture.now = fixture.now.plus(Duration.ofDays(2));
    fixture.runCycleAndSteps();
    assertThat(fixture.signals().getLast()).isEqualTo("I2 THERE");
  }

  @Test
  void without_joins_the_walk_finds_names_and_members_and_the_full_pass_finds_collections() {
    library.includesParents = false;
    fixture.runCycleAndSteps();
    library.renameGallery("G2", "Best");
    fixture.runCycleAndSteps();
    assertThat(fixture.signals().getLast()).isEqualTo("I2 THERE Events/Gala/Best");
    library.change(() -> library.galleries.get("G3").members().add("I3"));
    fixture.runCycleAndSteps();
    assertThat(fixture.signals().getLast()).isEqualTo("I3 THERE Old/Archive credit=Agency");
    library.renameCollection("C-Events", "Shows");
    fixture.runCycleAndSteps();
    assertThat(fixture.signals()).hasSize(5);
    fixture.now = fixture.now.plus(Duration.ofDays(1));
    fixture.runCycleAndSteps();
    assertThat(fixture.signals().subList(5, 6)).containsExactly("I2 THERE Shows/Gala/Best");
    assertThat(fixture.signals()).hasSize(6);
  }

  @Test
  void all_assets_are_read_again_for_new_fields_of_the_rules_and_open_no_review() {
    library.assets.get("I2").iptc.put("headline", "Gala");
    fixture.runCycleAndSteps();
    fixture.rules = Optional.of(PollerFixture.rules("credit", "headline"));
    fixture.runCycleAndSteps();
    assertThat(fixture.signals().subList(3, fixture.signals().size()))
        .containsExactly("I2 THERE Events/Gala/Picks headline=Gala baseline");
    fixture.rules = Optional.of(PollerFixture.rules("headline"));
    fixture.runCycleAndSteps();
    assertThat(fixture.signals()).as("fewer fields cause no read").hasSize(4);
  }

  @Test
  void after_a_restart_the_poller_waits_for_the_rules_that_were_in_force() {
    fixture.runCycleAndSteps();
    fixture.restart();
    int calls = library.journal.size();
    library.trash("I1");
    assertThat(fixture.poller.runCycle(Optional.empty())).isEmpty();
    assertThat(fixture.poller.runStep()).isEqualTo(new Success<>(false));
    assertThat(library.journal).hasSize(calls);
  }

  @Test
  void the_full_pass_continues_at_its_position_and_turns_run_between_its_steps() {
    library.setV3PageSize(0);
    for (int i = 10; i < 40; i++) {
      library.asset("I" + i, i + ".jpg", PollerFixture.LONG_AGO);
    }
    fixture.runCycleAndSteps();
    fixture.now = fixture.now.plus(Duration.ofDays(1));
    fixture.poller.runCycle(fixture.rules);
    while (fixture.passPosition().isEmpty()) {
      assertThat(fixture.poller.runStep()).isEqualTo(new Success<>(true));
    }
    assertThat(fixture.passPosition()).contains("I18");

    library.change(() -> library.galleries.get("G1").members().add("I39"));
    library.assets.get("I39").iptc.put("edit_status", "x");
    fixture.poller.runCycle(fixture.rules);
    assertThat(fixture.signals().getLast()).isEqualTo("I39 THERE Send to review x");
    assertThat(fixture.passPosition()).contains("I18");

    fixture.restart();
    fixture.poller.runCycle(fixture.rules);
    int calls = library.journal.size();
    fixture.runSteps();
    assertThat(library.journal.subList(calls, library.journal.size()))
        .anyMatch(call -> call.endsWith("/media/I19"))
        .noneMatch(call -> call.endsWith("/media/I18"));
    assertThat(fixture.passPosition()).isEmpty();
    assertThat(fixture.poller.runStep()).isEqualTo(new Success<>(false));
  }

  @Test
  void a_pass_continues_at_the_same_place_after_an_api_failure() {
    library.setV3PageSize(0);
    fixture.runCycleAndSteps();
    fixture.now = fixture.now.plus(Duration.ofDays(1));
    fixture.poller.runCycle(fixture.rules);
    library.answerOnBaselineRead("I2", Reply.of(503, Map.of()));
    library.assets.get("I3").iptc.put("credit", "Ann's"); // changes no date
    assertThat(fixture.firstError()).contains("PhotoShelter asks to wait (503)");
    fixture.runSteps();
    assertThat(fixture.signals().subList(3, fixture.signals().size()))
        .containsExactly("I3 THERE credit=Ann's");
  }

  @Test
  void an_asset_that_keeps_failing_does_not_block_the_others() {
    library.failingFiles.add("I2");
    int broken = 0;
    while (!fixture.poller.isPastBaseline()) {
      fixture.poller.runCycle(fixture.rules);
      if (fixture.firstError().isPresent()) {
        broken++;
      }
    }
    assertThat(broken).isEqualTo(4);
    assertThat(fixture.signals()).hasSize(2);
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
