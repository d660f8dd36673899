package io.proofline.workers.execution;

import io.proofline.workers.work.Clocks;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Which steps begin now: those whose time has come, whose gate lets them, and for which their lane
 * has room; the urgent first, and of one urgency those that were asked first. Only the poll thread
 * touches it.
 */
final class CommandScheduler {

  private final AssignedPartitions partitions;
  private final WithdrawalGuard withdrawalGuard;
  private final CircuitBreakers breakers;
  private final FailureAttribution attribution;
  private final StepExecutor stepExecutor;
  private final OutcomeTransaction outcomeTransaction;
  private final Clocks clocks;

  CommandScheduler(
      AssignedPartitions partitions,
      WithdrawalGuard withdrawalGuard,
      CircuitBreakers breakers,
      FailureAttribution attribution,
      StepExecutor stepExecutor,
      OutcomeTransaction outcomeTransaction,
      Clocks clocks) {
    this.partitions = partitions;
    this.withdrawalGuard = withdrawalGuard;
    this.breakers = breakers;
    this.attribution = attribution;
    this.stepExecutor = stepExecutor;
    this.outcomeTransaction = outcomeTransaction;
    this.clocks = clocks;
  }

  /** Begins all that may. */
  void startEligible() {
    due().filter(this::isEligible).sorted(order()).toList().stream()
        .filter(this::isEligible)
        .forEach(this::start);
  }

  /** Whether something could begin if it had room. */
  boolean hasDueCommand() {
    return due().anyMatch(breakers::permits);
  }

  private Stream<CommandRun> due() {
    return partitions
        .heads()
        .filter(run -> !run.running && !run.hasPendingOutcome && clocks.isPast(run.notBefore));
  }

  private boolean isEligible(CommandRun run) {
    return breakers.permits(run)
        && stepExecutor.hasCapacity(run, outcomeTransaction.pendingStarts())
        && withdrawalGuard.permits(run);
  }

  private void start(CommandRun run) {
    if (run.attemptCount() == 0) {
      attribution.recordFirstAttempt(run);
    }
    breakers.onCallStarted(run);
    if (run.step == CommandStep.START) {
      outcomeTransaction.addStart(run);
    } else {
      stepExecutor.execute(run);
    }
  }

  /** While a gate lets one call at a time try, it is not always the same one. */
  private Comparator<CommandRun> order() {
    var trying = breakers.notClosed();
    return Comparator.<CommandRun>comparingInt(
            run -> trying.contains(run.api()) ? run.attemptCount() : 0)
        .thenComparing(CommandRun::lanePriority)
        .thenComparing(CommandScheduler::issuedAt)
        .thenComparingLong(run -> run.offset);
  }

  private static Instant issuedAt(CommandRun run) {
    return run.command.getEnvelope().getReceivedAt();
  }
}
