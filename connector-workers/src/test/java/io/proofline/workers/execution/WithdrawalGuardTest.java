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

/** Checks which commands a withdrawal overtakes, and which wait for it. */
class WithdrawalGuardTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(1);
  private static final Topic<String, Command> NORMAL = CommandRuns.TOPICS.commandLanes().library();
  private static final Topic<String, Command> URGENT =
      CommandRuns.TOPICS.commandLanes().urgentLibrary();

  private final WithdrawalGuard withdrawalGuard = new WithdrawalGuard();
  private final CommandRuns runs = new CommandRuns(new ScriptedLibrary());

  static Stream<Arguments> olderCommands() {
    var enter = enter("c1", "a1", NOON);
    return Stream.of(
        Arguments.of("a publication issued before it", enter, true),
        Arguments.of("a write issued before it", write("c1", "a1", NOON), true),
        Arguments.of("a publication polled together with it", enter("c1", "a1", LATER), true),
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
  @MethodSource("olderCommands")
  void a_command_that_has_not_begun_is_overtaken_if_it_publishes(
      String name, Command met, boolean overtaken) {
    var first = admitted(NORMAL, met);
    var overtakes = withdrawalGuard.admit(runs.polled(URGENT, leave("p1", "a1", "G1", NOON)));
    assertThat(overtakes).isEqualTo(overtaken ? List.of(first) : List.of());
    assertThat(first.overtakenReason())
        .isEqualTo(
            overtaken
                ? Optional.of("overtaken by protective command p1, issued at 2026-05-01T12:00:00Z")
                : Optional.empty());
  }

  @Test
  void a_call_in_flight_ends_before_the_withdrawal_and_has_no_further_step() {
    var publication = admitted(NORMAL, enter("c1", "a1", NOON));
    publication.start(NOON);
    var withdrawal = runs.polled(URGENT, leave("p1", "a1", "G1", NOON));

    assertThat(withdrawalGuard.admit(withdrawal)).isEmpty();
    assertThat(publication.isOvertaken()).isTrue();
    assertThat(withdrawalGuard.permits(withdrawal)).isFalse();
    publication.completeStep();
    assertThat(withdrawalGuard.permits(withdrawal)).isTrue();
  }

  @Test
  void a_publication_polled_after_the_withdrawal_is_overtaken_unless_it_was_issued_later() {
    var withdrawal = admitted(URGENT, leave("p1", "a1", "G1", NOON));
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
  void a_withdrawal_counts_after_its_outcome_and_for_the_next_owner() {
    withdrawalGuard.remove(admitted(URGENT, leave("p1", "a1", "G1", NOON)));
    var late = runs.polled(NORMAL, enter("c1", "a1", NOON));
    assertThat(withdrawalGuard.admit(late)).containsExactly(late);

    var next = new WithdrawalGuard();
    next.remember(Map.of(0, List.of(leave("p1", "a1", "G1", NOON))));
    var later = runs.polled(NORMAL, write("c2", "a1", NOON));
    assertThat(next.admit(later)).containsExactly(later);
  }

  @Test
  void the_later_of_two_withdrawals_counts() {
    withdrawalGuard.remove(admitted(URGENT, leave("p2", "a1", "G1", LATER)));
    withdrawalGuard.remove(admitted(URGENT, leave("p1", "a1", "G1", NOON)));
    var between = runs.polled(NORMAL, enter("c1", "a1", LATER));
    assertThat(withdrawalGuard.admit(between)).containsExactly(between);
  }

  @Test
  void withdrawals_of_an_asset_start_in_order_and_a_failing_one_delays_no_other() {
    var leaves = admitted(URGENT, leave("p1", "a1", "G1", NOON));
    var status = admitted(URGENT, withdrawnStatus("p2", "a1", NOON));
    assertThat(withdrawalGuard.permits(leaves)).isTrue();
    assertThat(withdrawalGuard.permits(status)).isFalse();
    leaves.start(NOON);
    assertThat(withdrawalGuard.permits(status)).isFalse();
    leaves.completeStep(); // and tries again later
    assertThat(withdrawalGuard.permits(status)).isTrue();
  }

  @Test
  void two_withdrawals_with_the_same_target_are_done_one_after_the_other() {
    var first = admitted(URGENT, withdrawnStatus("p1", "a1", NOON));
    var second = admitted(URGENT, withdrawnStatus("p2", "a1", LATER));
    first.start(NOON);
    first.completeStep();
    assertThat(withdrawalGuard.permits(second)).isFalse();
    withdrawalGuard.remove(first);
    assertThat(withdrawalGuard.permits(second)).isTrue();
  }

  @Test
  void a_withdrawal_waits_for_no_other_command_of_its_lane() {
    admitted(URGENT, CommandFixtures.readAsset("c1", "a1"));
    var withdrawal = admitted(URGENT, leave("p1", "a1", "G1", NOON));
    assertThat(withdrawalGuard.permits(withdrawal)).isTrue();
    assertThat(runs.queues().stream().flatMap(PartitionQueue::heads)).contains(withdrawal);
  }

  private CommandRun admitted(Topic<String, Command> lane, Command command) {
    var run = runs.polled(lane, command);
    withdrawalGuard.admit(run);
    return run;
  }
}
