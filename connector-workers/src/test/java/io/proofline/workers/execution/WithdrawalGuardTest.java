package io.proofline.workers.execution;

import static io.proofline.workers.execution.ScriptedLibrary.enter;
import static io.proofline.workers.execution.ScriptedLibrary.leave;
import static io.proofline.workers.execution.ScriptedLibrary.withdrawnStatus;
import static io.proofline.workers.execution.ScriptedLibrary.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.EnterGallery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may overtake what. */
class WithdrawalGuardTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(1);
  private static final Topic<String, Command> NORMAL = CommandRuns.TOPICS.commandLanes().library();
  private static final Topic<String, Command> URGENT =
      CommandRuns.TOPICS.commandLanes().urgentLibrary();

  private final WithdrawalGuard withdrawalGuard = new WithdrawalGuard();
  private final CommandRuns runs = new CommandRuns(new ScriptedLibrary());

  static Stream<Arguments> whatItMeets() {
    var enter = enter("c1", "a1", NOON);
    return Stream.of(
        Arguments.of("a publication asked before it", enter, true),
        Arguments.of("a write asked before it", write("c1", "a1", NOON), true),
        Arguments.of("a publication that came in with it", enter("c1", "a1", LATER), true),
        Arguments.of("another asset's publication", enter("c1", "a2", NOON), false),
        Arguments.of("a reading", CommandFixtures.readAsset("c1", "a1"), false),
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
    var overtakes = withdrawalGuard.admit(runs.polled(URGENT, leave("p1", "a1", "G1", NOON)));
    assertThat(overtakes).isEqualTo(overtaken ? List.of(first) : List.of());
    assertThat(first.overtakenReason())
        .isEqualTo(
            overtaken
                ? Optional.of("overtaken by protective command p1, asked at 2026-05-01T12:00:00Z")
                : Optional.empty());
  }

  @Test
  void what_is_under_way_ends_first_and_does_nothing_further() {
    var publication = taken(NORMAL, enter("c1", "a1", NOON));
    publication.start(NOON);
    var withdrawal = runs.polled(URGENT, leave("p1", "a1", "G1", NOON));

    assertThat(withdrawalGuard.admit(withdrawal)).isEmpty();
    assertThat(publication.isOvertaken()).isTrue();
    assertThat(withdrawalGuard.permits(withdrawal)).isFalse();
    publication.completeStep();
    assertThat(withdrawalGuard.permits(withdrawal)).isTrue();
  }

  @Test
  void what_is_polled_after_it_is_overtaken_unless_it_was_asked_later() {
    var withdrawal = taken(URGENT, leave("p1", "a1", "G1", NOON));
    var before = runs.polled(NORMAL, enter("c1", "a1", NOON.minusMillis(1)));
    var with = runs.polled(NORMAL, write("c2", "a1", NOON));
    var later = runs.polled(NORMAL, enter("c3", "a1", LATER));

    assertThat(withdrawalGuard.admit(before)).containsExactly(before);
    assertThat(withdrawalGuard.admit(with)).containsExactly(with);
    assertThat(withdrawalGuard.admit(later)).isEmpty();
    assertThat(withdrawalGuard.permits(later)).isFalse();
    withdrawalGuard.remove(withdrawal);
    assertThat(withdrawalGuard.permits(later)).isTrue();
  }

  @Test
  void it_is_known_after_its_end_and_to_the_next_owner() {
    withdrawalGuard.remove(taken(URGENT, leave("p1", "a1", "G1", NOON)));
    var late = runs.polled(NORMAL, enter("c1", "a1", NOON));
    assertThat(withdrawalGuard.admit(late)).containsExactly(late);

    var next = new WithdrawalGuard();
    next.remember(Map.of(0, List.of(leave("p1", "a1", "G1", NOON))));
    var later = runs.polled(NORMAL, write("c2", "a1", NOON));
    assertThat(next.admit(later)).containsExactly(later);
  }

  @Test
  void of_two_the_later_one_is_what_counts() {
    withdrawalGuard.remove(taken(URGENT, leave("p2", "a1", "G1", LATER)));
    withdrawalGuard.remove(taken(URGENT, leave("p1", "a1", "G1", NOON)));
    var between = runs.polled(NORMAL, enter("c1", "a1", LATER));
    assertThat(withdrawalGuard.admit(between)).containsExactly(between);
  }

  @Test
  void protective_ones_of_an_asset_begin_in_order_and_one_that_fails_holds_up_no_other() {
    var leaves = taken(URGENT, leave("p1", "a1", "G1", NOON));
    var status = taken(URGENT, withdrawnStatus("p2", "a1", NOON));
    assertThat(withdrawalGuard.permits(leaves)).isTrue();
    assertThat(withdrawalGuard.permits(status)).isFalse();
    leaves.start(NOON);
    assertThat(withdrawalGuard.permits(status)).isFalse();
    leaves.completeStep(); // and tries again later
    assertThat(withdrawalGuard.permits(status)).isTrue();
  }

  @Test
  void two_that_change_the_same_thing_are_done_one_after_the_other() {
    var first = taken(URGENT, withdrawnStatus("p1", "a1", NOON));
    var second = taken(URGENT, withdrawnStatus("p2", "a1", LATER));
    first.start(NOON);
    first.completeStep();
    assertThat(withdrawalGuard.permits(second)).isFalse();
    withdrawalGuard.remove(first);
    assertThat(withdrawalGuard.permits(second)).isTrue();
  }

  @Test
  void it_waits_for_no_other_command_of_its_lane() {
    taken(URGENT, CommandFixtures.readAsset("c1", "a1"));
    var withdrawal = taken(URGENT, leave("p1", "a1", "G1", NOON));
    assertThat(withdrawalGuard.permits(withdrawal)).isTrue();
    assertThat(runs.backlogs().stream().flatMap(PartitionQueue::heads)).contains(withdrawal);
  }

  private CommandRun taken(Topic<String, Command> lane, Command command) {
    var run = runs.polled(lane, command);
    withdrawalGuard.admit(run);
    return run;
  }
}
