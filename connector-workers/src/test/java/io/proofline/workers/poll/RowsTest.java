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

/** What the rows of galleries spare, and what they must not hide. */
class RowsTest {

  private static final Instant LONG_AGO = PolledLibrary.LONG_AGO;
  private static final Instant LATER = LONG_AGO.plusSeconds(1);
  private static final Optional<RulesText> MORE =
      Optional.of(PolledLibrary.rules("credit", "custom:4711", "city"));

  private final PolledLibrary polled = new PolledLibrary();
  private final FakePhotoShelter library = polled.library;

  @AfterEach
  void end() {
    polled.close();
  }

  @Test
  void a_full_pass_reads_only_what_no_row_shows_as_it_was() {
    polled.round();
    library.galleries.get("G3").members().add("I3");
    polled.round();
    assertThat(fullPass()).as("I3 was never in a row when it was read").containsExactly("I3");
    assertThat(fullPass()).as("now it was").isEmpty();
    polled.start();
    assertThat(fullPass()).as("and that is on record").isEmpty();
  }

  /** Edits that move no date of change, of I1, which is in "Send to review". */
  static Stream<Arguments> edits() {
    return Stream.of(
        edit("a text", l -> l.assets.get("I1").iptc.put("credit", "Ann's")),
        edit("its name", l -> l.assets.get("I1").name = "one.jpg"),
        edit("a custom field", l -> l.assets.get("I1").custom.put("4711", "2027-01-01")),
        edit("a date that v4 does not list by", l -> l.assets.get("I1").modified = LATER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edits")
  void an_edit_that_moves_no_date_is_seen_by_the_next_full_pass(Consumer<FakePhotoShelter> edit) {
    polled.round();
    library.change(() -> edit.accept(library));
    polled.round();
    assertThat(polled.signals()).as("no turn sees it").hasSize(3);
    assertThat(fullPass()).containsExactly("I1", "I3");
    assertThat(fullPass()).doesNotContain("I1");
  }

  @Test
  void a_row_that_was_listed_before_an_edit_is_not_believed_when_it_comes_back() {
    polled.round();
    polled.now = polled.now.plus(Duration.ofDays(1));
    polled.turns(1);
    while (!polled.poller.progress().orElse("").contains("left to read")) {
      assertThat(polled.poller.piece()).isEqualTo(new Success<>(true));
    }
    library.galleries.get("G1").members().remove("I1");
    library.assets.get("I1").iptc.put("credit", "Ann's");
    polled.turns(1);
    assertThat(polled.signals().getLast()).isEqualTo("I1 THERE credit=Ann's");
    library.assets.get("I1").iptc.remove("credit");
    polled.pieces();
    assertThat(fullPass()).contains("I1");
    assertThat(polled.signals().getLast()).isEqualTo("I1 THERE");
  }

  /** What makes rows say nothing. */
  static Stream<Arguments> silences() {
    return Stream.of(
        silence("they can't be listed", p -> p.library.v3Lists(0)),
        silence("their images have no texts", p -> p.library.assets.get("I1").hasIptc = false),
        silence("the file is no image", p -> p.library.assets.get("I1").type = "video"),
        silence("the rules ask for more", p -> p.rules = MORE),
        silence("all is read now and then", p -> p.now = p.now.plus(Duration.ofDays(29))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("silences")
  void what_rows_do_not_tell_is_read(Consumer<PolledLibrary> silence) {
    polled.round();
    fullPass();
    assertThat(fullPass()).doesNotContain("I1");
    silence.accept(polled);
    assertThat(fullPass()).contains("I1");
  }

  @Test
  void two_that_changed_places_are_seen_though_their_rows_are_the_same() {
    library.asset("I4", "4.jpg", LONG_AGO);
    library.galleries.get("G3").members().add("I4");
    polled.round();
    library.galleries.get("G2").members().remove("I2");
    library.galleries.get("G3").members().add("I2");
    library.galleries.get("G3").members().remove("I4");
    library.galleries.get("G2").members().add("I4");
    polled.round();
    assertThat(polled.signals()).as("no count tells it").hasSize(4);
    fullPass();
    assertThat(polled.signals().subList(4, 6))
        .containsExactly("I2 THERE Old/Archive", "I4 THERE Events/Gala/Picks");
  }

  @Test
  void nor_when_it_was_listed_before_an_edit_of_which_no_row_is_known() {
    var three = List.of("I10", "I11", "I12");
    polled.round();
    three.forEach(id -> library.asset(id, id + ".jpg", polled.now));
    library.galleries.get("G3").members().addAll(three);
    polled.turns(6);
    library.v3Lists(0);
    polled.edit("I10", "edit_status", "Approved");
    polled.turns(2);
    assertThat(polled.signals().getLast()).isEqualTo("I10 THERE Old/Archive Approved");

    library.v3Lists(500);
    library.assets.get("I10").iptc.remove("edit_status");
    library.assets.get("I10").modified = library.assets.get("I10").created;
    assertThat(fullPass()).contains("I10");
    assertThat(polled.signals().getLast()).isEqualTo("I10 THERE Old/Archive");
  }

  @Test
  void of_many_changed_in_one_gallery_none_is_asked_for_its_date_again_and_again() {
    var many = IntStream.range(10, 40).mapToObj(i -> "I" + i).toList();
    polled.round();
    library.change(() ->
        many.forEach(id -> {
          library.asset(id, id + ".jpg", polled.now);
          library.galleries.get("G1").members().add(id);
        }));
    int before = library.journal.size();
    polled.turns(20);
    assertThat(polled.signals()).hasSize(3 + many.size());
    assertThat(many).allMatch(id -> polled.looks(id, before) <= 2);

    library.change(() -> polled.edit("I20", "edit_status", "Approved"));
    polled.turns(1);
    assertThat(polled.signals().getLast()).isEqualTo("I20 THERE Send to review Approved");

    library.v3Lists(0);
    library.change(() -> polled.edit("I21", "edit_status", "Approved"));
    polled.turns(1);
    assertThat(polled.signals().getLast())
        .as("a row of before says nothing when none can be listed")
        .isEqualTo("I21 THERE Send to review Approved");
  }

  /** Those that a pass a day later reads. */
  private List<String> fullPass() {
    polled.now = polled.now.plus(Duration.ofDays(1));
    int before = library.journal.size();
    polled.round();
    return polled
        .since(before)
        .filter(call -> call.matches("GET /psapi/v4.0/media/I\\d+"))
        .map(call -> call.substring(call.lastIndexOf('/') + 1))
        .distinct()
        .toList();
  }

  private static Arguments edit(String name, Consumer<FakePhotoShelter> edit) {
    return Arguments.of(Named.of(name, edit));
  }

  private static Arguments silence(String name, Consumer<PolledLibrary> silence) {
    return Arguments.of(Named.of(name, silence));
  }
}
