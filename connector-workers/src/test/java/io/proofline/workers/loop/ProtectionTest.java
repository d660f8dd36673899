package io.proofline.workers.loop;

import static io.proofline.workers.loop.ScriptedLibrary.enter;
import static io.proofline.workers.loop.ScriptedLibrary.leave;
import static io.proofline.workers.loop.ScriptedLibrary.withdrawnStatus;
import static io.proofline.workers.loop.ScriptedLibrary.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.EnterGallery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may overtake what. */
class ProtectionTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(1);
  private static final Topic<String, Command> NORMAL = Works.TOPICS.libraryCommands();
  private static final Topic<String, Command> URGENT = Works.TOPICS.urgentLibraryCommands();

  private final Protection protection = new Protection();
  private final Works works = new Works(new ScriptedLibrary());

  static Stream<Arguments> whatItMeets() {
    var enter = enter("c1", "a1", NOON);
    return Stream.of(
        Arguments.of("a publication asked before it", enter, true),
        Arguments.of("a write asked before it", write("c1", "a1", NOON), true),
        Arguments.of("a publication that came in with it", enter("c1", "a1", LATER), true),
        Arguments.of("another asset's publication", enter("c1", "a2", NOON), false),
        Arguments.of("a reading", Commands.readAsset("c1", "a1"), false),
        Arguments.of(
            "a gallery that does not publish",
            Command.newBuilder(enter)
                .setEnterGallery(
                    EnterGallery.newBuilder(enter.getEnterGallery()).setPublishes(false).build())
                .build(),
            false),
        Arguments.of("a protective write", withdrawnStatus("c1", "a1", NOON), false));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("whatItMeets")
  void what_has_not_begun_is_overtaken_if_it_brings_into_use(
      String name, Command met, boolean overtaken) {
    var first = taken(NORMAL, met);
    var overtakes = protection.take(works.polled(URGENT, leave("p1", "a1", "G1", NOON)));
    assertThat(overtakes).isEqualTo(overtaken ? List.of(first) : List.of());
    assertThat(first.forbidden)
        .isEqualTo(
            overtaken ? "overtaken by protective command p1, asked at 2026-05-01T12:00:00Z" : null);
  }

  @Test
  void what_is_under_way_ends_first_and_does_nothing_further() {
    var publication = taken(NORMAL, enter("c1", "a1", NOON));
    publication.running = true;
    var withdrawal = works.polled(URGENT, leave("p1", "a1", "G1", NOON));

    assertThat(protection.take(withdrawal)).isEmpty();
    assertThat(publication.forbidden).isNotNull();
    assertThat(protection.lets(withdrawal)).isFalse();
    publication.running = false;
    assertThat(protection.lets(withdrawal)).isTrue();
  }

  @Test
  void what_is_polled_after_it_is_overtaken_unless_it_was_asked_later() {
    var withdrawal = taken(URGENT, leave("p1", "a1", "G1", NOON));
    var before = works.polled(NORMAL, enter("c1", "a1", NOON.minusMillis(1)));
    var with = works.polled(NORMAL, write("c2", "a1", NOON));
    var later = works.polled(NORMAL, enter("c3", "a1", LATER));

    assertThat(protection.take(before)).containsExactly(before);
    assertThat(protection.take(with)).containsExactly(with);
    assertThat(protection.take(later)).isEmpty();
    assertThat(protection.lets(later)).isFalse();
    protection.end(withdrawal);
    assertThat(protection.lets(later)).isTrue();
  }

  @Test
  void it_is_known_after_its_end_and_to_the_next_owner() {
    protection.end(taken(URGENT, leave("p1", "a1", "G1", NOON)));
    var late = works.polled(NORMAL, enter("c1", "a1", NOON));
    assertThat(protection.take(late)).containsExactly(late);

    var next = new Protection();
    next.remember(Map.of(0, List.of(leave("p1", "a1", "G1", NOON))));
    var later = works.polled(NORMAL, write("c2", "a1", NOON));
    assertThat(next.take(later)).containsExactly(later);
  }

  @Test
  void of_two_the_later_one_is_what_counts() {
    protection.end(taken(URGENT, leave("p2", "a1", "G1", LATER)));
    protection.end(taken(URGENT, leave("p1", "a1", "G1", NOON)));
    var between = works.polled(NORMAL, enter("c1", "a1", LATER));
    assertThat(protection.take(between)).containsExactly(between);
  }

  @Test
  void protective_ones_of_an_asset_begin_in_order_and_one_that_fails_holds_up_no_other() {
    var leaves = taken(URGENT, leave("p1", "a1", "G1", NOON));
    var status = taken(URGENT, withdrawnStatus("p2", "a1", NOON));
    assertThat(protection.lets(leaves)).isTrue();
    assertThat(protection.lets(status)).isFalse();
    leaves.begin(NOON);
    assertThat(protection.lets(status)).isFalse();
    leaves.running = false; // and tries again later
    assertThat(protection.lets(status)).isTrue();
  }

  @Test
  void two_that_change_the_same_thing_are_done_one_after_the_other() {
    var first = taken(URGENT, withdrawnStatus("p1", "a1", NOON));
    var second = taken(URGENT, withdrawnStatus("p2", "a1", LATER));
    first.begin(NOON);
    first.running = false;
    assertThat(protection.lets(second)).isFalse();
    protection.end(first);
    assertThat(protection.lets(second)).isTrue();
  }

  @Test
  void it_waits_for_no_other_command_of_its_lane() {
    taken(URGENT, Commands.readAsset("c1", "a1"));
    var withdrawal = taken(URGENT, leave("p1", "a1", "G1", NOON));
    assertThat(protection.lets(withdrawal)).isTrue();
    assertThat(works.backlogs().stream().flatMap(Backlog::heads)).contains(withdrawal);
  }

  private Work taken(Topic<String, Command> lane, Command command) {
    var work = works.polled(lane, command);
    protection.take(work);
    return work;
  }
}
