package io.proofline.workers.execution;

import static io.proofline.workers.execution.CommandRuns.TOPICS;
import static io.proofline.workers.execution.ScriptedLibrary.leave;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.Switch;
import io.proofline.workers.switches.SwitchTable;
import io.proofline.workers.work.Clocks;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks commands that wait for a person's pause to end, and withdrawals, which don't. */
class CommandSchedulerTest {

  private static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");

  private final ScriptedLibrary library = new ScriptedLibrary();
  private final CommandRuns runs = new CommandRuns(library);
  private final SwitchTable switches = CommandFixtures.nothingPaused();
  private final StepExecutor stepExecutor =
      new StepExecutor(new ConcurrencyLimits(16), Clocks.system(), Tracing.off());

  @AfterEach
  void end() {
    library.releaseAll();
    stepExecutor.close();
  }

  @Test
  void without_a_pause_a_due_command_starts() {
    var normal = normal();
    scheduler().startEligible();

    assertThat(normal.isRunning()).isTrue();
  }

  @Test
  void while_its_api_is_paused_a_command_does_not_start_and_a_withdrawal_does() {
    set("api:photoshelter", true);
    var normal = normal();
    var withdrawal = runs.polled(TOPICS.commandLanes().urgentLibrary(), leave("u", "a2", "G", AT));
    var scheduler = scheduler();
    scheduler.startEligible();

    assertThat(withdrawal.isRunning()).isTrue();
    assertThat(normal.isRunning()).isFalse();
    assertThat(scheduler.hasDueCommand()).isFalse();

    set("api:photoshelter", false);
    assertThat(scheduler.hasDueCommand()).isTrue();
    scheduler.startEligible();
    assertThat(normal.isRunning()).isTrue();
  }

  @Test
  void while_everything_is_paused_a_command_does_not_start() {
    set("all", true);
    var normal = normal();
    scheduler().startEligible();

    assertThat(normal.isRunning()).isFalse();
  }

  @Test
  void while_another_api_is_paused_a_command_starts() {
    set("api:ziflow", true);
    var normal = normal();
    scheduler().startEligible();

    assertThat(normal.isRunning()).isTrue();
  }

  private CommandRun normal() {
    library.holdAll(_ -> true);
    return runs.polled(TOPICS.commandLanes().library(), CommandFixtures.readAsset("c", "a1"));
  }

  private void set(String name, boolean paused) {
    switches.accept(name, new Switch(name, paused, AT, null, null, null, null));
  }

  private CommandScheduler scheduler() {
    var partitions = new AssignedPartitions();
    runs.queues().forEach(partitions::add);
    var settings = CommandRetryPolicyTest.SETTINGS;
    var guard = new WithdrawalGuard();
    return new CommandScheduler(
        partitions,
        guard,
        new CircuitBreakers(settings, Clocks.system(), new CommandLoopHealth(), Map.of()),
        switches,
        new FailureAttribution(),
        stepExecutor,
        new OutcomeTransaction(
            TOPICS,
            new OutcomeRecords(settings),
            guard,
            Clocks.system(),
            new InMemoryCommandLoopMetrics()),
        Clocks.system());
  }
}
