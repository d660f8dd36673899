package io.proofline.workers.execution;

import io.proofline.workers.switches.SwitchTable;
import io.proofline.workers.work.Clocks;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Starts the steps that may run now: those that are due, that no withdrawal, circuit breaker,
 * concurrency limit or pause holds back; a pause does not apply to withdrawals. Order: lane
 * priority, then time of issue. Only the poll thread uses it.
 */
final class CommandScheduler {

  private final AssignedPartitions partitions;
  private final WithdrawalGuard withdrawalGuard;
  private final CircuitBreakers breakers;
  private final SwitchTable switches;
  private final FailureAttribution attribution;
  private final StepExecutor stepExecutor;
  private final OutcomeTransaction outcomeTransaction;
  private final Clocks clocks;

  CommandScheduler(
      AssignedPartitions partitions,
      WithdrawalGuard withdrawalGuard,
      CircuitBreakers breakers,
      SwitchTable switches,
      FailureAttribution attribution,
      StepExecutor stepExecutor,
      OutcomeTransaction outcomeTransaction,
      Clocks clocks) {
    this.partitions = partitions;
    this.withdrawalGuard = withdrawalGuard;
    this.breakers = breakers;
    this.switches = switches;
    this.attribution = attribution;
    this.stepExecutor = stepExecutor;
    this.outcomeTransaction = outcomeTransaction;
    this.clocks = clocks;
  }

  /** Starts every step that may run now. */
  void startEligible() {
    due().filter(this::isEligible).sorted(order()).toList().stream()
        .filter(this::isEligible)
        .forEach(this::start);
  }

  /** Whether a step is due and may call its API, regardless of the concurrency limits. */
  boolean hasDueCommand() {
    return due().anyMatch(this::mayCall);
  }

  private Stream<CommandRun> due() {
    return partitions.heads().filter(run -> run.isDue(clocks));
  }

  private boolean isEligible(CommandRun run) {
    return mayCall(run)
        && stepExecutor.hasCapacity(run, outcomeTransaction.pendingStarts())
        && withdrawalGuard.permits(run);
  }

  private boolean mayCall(CommandRun run) {
    return breakers.permits(run) && (isWithdrawal(run) || !switches.isPaused(run.api()));
  }

  private static boolean isWithdrawal(CommandRun run) {
    return run.isProtective() || run.lanePriority() == LanePriority.URGENT;
  }

  private void start(CommandRun run) {
    if (run.attemptCount() == 0) {
      attribution.recordFirstAttempt(run);
    }
    breakers.onCallStarted(run);
    if (run.step() == CommandStep.START) {
      outcomeTransaction.addStart(run);
    } else {
      stepExecutor.execute(run);
    }
  }

  /** For an API with a half-open breaker the least tried command goes first, so trials rotate. */
  private Comparator<CommandRun> order() {
    var notClosed = breakers.notClosed();
    return Comparator.<CommandRun>comparingInt(
            run -> notClosed.contains(run.api()) ? run.attemptCount() : 0)
        .thenComparing(CommandRun::lanePriority)
        .thenComparing(CommandRun::issuedAt)
        .thenComparingLong(CommandRun::offset);
  }
}
