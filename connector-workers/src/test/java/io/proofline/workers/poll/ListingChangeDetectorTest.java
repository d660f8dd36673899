package io.proofline.workers.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.FakePhotoShelter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks which reads the listings of galleries save, and which edits they must not hide. */
class ListingChangeDetectorTest {

  private static final Instant LONG_AGO = PollerFixture.LONG_AGO;
  private static final Instant LATER = LONG_AGO.plusSeconds(1);
  private static final Optional<RulesText> MORE =
      Optional.of(PollerFixture.rules("credit", "custom:4711", "city"));

  private final PollerFixture fixture = new PollerFixture();
  private final FakePhotoShelter library = fixture.library;

  @AfterEach
  void end() {
    fixture.close();
  }

  @Test
  void a_full_pass_skips_assets_whose_listing_is_unchanged() {
    fixture.runCycleAndSteps();
    library.galleries.get("G3").members().add("I3");
    fixture.runCycleAndSteps();
    assertThat(fullPass()).as("I3 was not listed when it was last read").containsExactly("I3");
    assertThat(fullPass()).as("now it was listed").isEmpty();
    fixture.restart();
    assertThat(fullPass()).as("the fingerprint is stored").isEmpty();
  }

  /** Edits of I1, in "Send to review", that change no modification date. */
  static Stream<Arguments> edits() {
    return Stream.of(
        edit("a text", l -> l.assets.get("I1").iptc.put("credit", "Ann's")),
        edit("its name", l -> l.assets.get("I1").name = "one.jpg"),
        edit("a custom field", l -> l.assets.get("I1").custom.put("4711", "2027-01-01")),
        edit("a date that v4 does not list by", l -> l.assets.get("I1").modified = LATER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edits")
  void the_next_full_pass_finds_an_edit_that_changes_no_date(Consumer<FakePhotoShelter> edit) {
    fixture.runCycleAndSteps();
    library.change(() -> edit.accept(library));
    fixture.runCycleAndSteps();
    assertThat(fixture.signals()).as("no turn finds it").hasSize(3);
    assertThat(fullPass()).containsExactly("I1", "I3");
    assertThat(fullPass()).doesNotContain("I1");
  }

  @Test
  void a_fingerprint_from_before_an_edit_is_not_trusted_when_it_returns() {
    fixture.runCycleAndSteps();
    fixture.now = fixture.now.plus(Duration.ofDays(1));
    fixture.runCycles(1);
    while (!fixture.poller.progress().orElse("").contains("left to read")) {
      assertThat(fixture.poller.runStep()).isEqualTo(new Success<>(true));
    }
    library.galleries.get("G1").members().remove("I1");
    library.assets.get("I1").iptc.put("credit", "Ann's");
    fixture.runCycles(1);
    assertThat(fixture.signals().getLast()).isEqualTo("I1 THERE credit=Ann's");
    library.assets.get("I1").iptc.remove("credit");
    fixture.runSteps();
    assertThat(fullPass()).contains("I1");
    assertThat(fixture.signals().getLast()).isEqualTo("I1 THERE");
  }

  /** The causes that make listings unusable. */
  static Stream<Arguments> unusableListings() {
    return Stream.of(
        unusableListing("they can't be listed", p -> p.library.setV3PageSize(0)),
        unusableListing(
            "their images have no texts", p -> p.library.assets.get("I1").hasIptc = false),
        unusableListing("the file is no image", p -> p.library.assets.get("I1").type = "video"),
        unusableListing("the rules need more fields", p -> p.rules = MORE),
        unusableListing(
            "every asset is read in some passes", p -> p.now = p.now.plus(Duration.ofDays(29))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusableListings")
  void assets_that_no_listing_shows_are_read(Consumer<PollerFixture> silence) {
    fixture.runCycleAndSteps();
    fullPass();
    assertThat(fullPass()).doesNotContain("I1");
    silence.accept(fixture);
    assertThat(fullPass()).contains("I1");
  }

  @Test
  void two_files_that_swapped_galleries_are_found_though_their_fingerprints_are_unchanged() {
    library.asset("I4", "4.jpg", LONG_AGO);
    library.galleries.get("G3").members().add("I4");
    fixture.runCycleAndSteps();
    library.galleries.get("G2").members().remove("I2");
    library.galleries.get("G3").members().add("I2");
    library.galleries.get("G3").members().remove("I4");
    library.galleries.get("G2").members().add("I4");
    fixture.runCycleAndSteps();
    assertThat(fixture.signals()).as("no count shows it").hasSize(4);
    fullPass();
    assertThat(fixture.signals().subList(4, 6))
        .containsExactly("I2 THERE Old/Archive", "I4 THERE Events/Gala/Picks");
  }

  @Test
  void a_fingerprint_from_before_an_edit_is_not_trusted_without_a_later_one() {
    var three = List.of("I10", "I11", "I12");
    fixture.runCycleAndSteps();
    three.forEach(id -> library.asset(id, id + ".jpg", fixture.now));
    library.galleries.get("G3").members().addAll(three);
    fixture.runCycles(6);
    library.setV3PageSize(0);
    fixture.edit("I10", "edit_status", "Approved");
    fixture.runCycles(2);
    assertThat(fixture.signals().getLast()).isEqualTo("I10 THERE Old/Archive Approved");

    library.setV3PageSize(500);
    library.assets.get("I10").iptc.remove("edit_status");
    library.assets.get("I10").modified = library.assets.get("I10").created;
    assertThat(fullPass()).contains("I10");
    assertThat(fixture.signals().getLast()).isEqualTo("I10 THERE Old/Archive");
  }

  @Test
  void no_date_is_read_repeatedly_for_many_changed_files_in_one_gallery() {
    var many = IntStream.range(10, 40).mapToObj(i -> "I" + i).toList();
    fixture.runCycleAndSteps();
    library.change(() ->
        many.forEach(id -> {
          library.asset(id, id + ".jpg", fixture.now);
          library.galleries.get("G1").members().add(id);
        }));
    int before = library.journal.size();
    fixture.runCycles(20);
    assertThat(fixture.signals()).hasSize(3 + many.size());
    assertThat(many).allMatch(id -> fixture.readsOf(id, before) <= 2);

    library.change(() -> fixture.edit("I20", "edit_status", "Approved"));
    fixture.runCycles(1);
    assertThat(fixture.signals().getLast()).isEqualTo("I20 THERE Send to review Approved");

    library.setV3PageSize(0);
    library.change(() -> fixture.edit("I21", "edit_status", "Approved"));
    fixture.runCycles(1);
    assertThat(fixture.signals().getLast())
        .as("earlier fingerprints don't count when no gallery can be listed")
        .isEqualTo("I21 THERE Send to review Approved");
  }

  /** The assets that a pass one day later reads. */
  private List<String> fullPass() {
    fixture.now = fixture.now.plus(Duration.ofDays(1));
    int before = library.journal.size();
    fixture.runCycleAndSteps();
    return fixture
        .since(before)
        .filter(call -> call.matches("GET /psapi/v4.0/media/I\\d+"))
        .map(call -> call.substring(call.lastIndexOf('/') + 1))
        .distinct()
        .toList();
  }

  private static Arguments edit(String name, Consumer<FakePhotoShelter> edit) {
    return Arguments.of(Named.of(name, edit));
  }

  private static Arguments unusableListing(String name, Consumer<PollerFixture> silence) {
    return Arguments.of(Named.of(name, silence));
  }
}
