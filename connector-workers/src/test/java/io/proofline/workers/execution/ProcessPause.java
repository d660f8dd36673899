package io.proofline.workers.execution;

import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.workers.call.Api;
import io.proofline.workers.work.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The clock and the metrics of one instance, which can pause it, as the system suspends a process:
 * once a thread has reached the pause point, every thread that reads the clock waits until the
 * instance resumes or is killed. Time continues meanwhile.
 */
final class ProcessPause {

  /** Where an instance can pause, by the method that reads the clock or counts. */
  enum PausePoint {
    BEFORE_STARTED(OutcomeTransaction.class, "writeStart", false),
    BETWEEN_STARTED_AND_THE_CALL(StepExecutor.class, "executeCreate", false),
    BEFORE_THE_CALL(StepExecutor.class, "executeCreate", true),
    BEFORE_THE_OUTCOME(OutcomeTransaction.class, "writeOutcome", false),
    IN_REVOCATION(CommandPollLoop.class, "onPartitionsRevoked", false),
    IN_ASSIGNMENT(PartitionRecovery.class, "read", false),
    ANYWHERE(CommandLoopSupervisor.class, "run", false);

    private final String type;
    private final String method;
    private final boolean onACallsThread;

    PausePoint(Class<?> type, String method, boolean onACallsThread) {
      this.type = type.getName();
      this.method = method;
      this.onACallsThread = onACallsThread;
    }

    private boolean isHere() {
      return Thread.currentThread().isVirtual() == onACallsThread
          && StackWalker.getInstance().walk(frames -> frames.anyMatch(this::is));
    }

    private boolean is(StackWalker.StackFrame frame) {
      return frame.getClassName().equals(type) && frame.getMethodName().contains(method);
    }
  }

  private volatile @Nullable PausePoint pausePoint;
  private volatile CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch resumed = new CountDownLatch(1);
  private final AtomicLong passed = new AtomicLong();
  private volatile boolean dead;

  /** The instance pauses at this point, once. */
  CountDownLatch pauseAt(PausePoint next) {
    reached = new CountDownLatch(1);
    pausePoint = next;
    return reached;
  }

  void resume() {
    pausePoint = null;
    resumed.countDown();
  }

  /** Advances the clock. */
  void advance(Duration duration) {
    passed.addAndGet(duration.toNanos());
  }

  /** Paused threads never continue. */
  void kill() {
    dead = true;
    resumed.countDown();
  }

  Clocks clocks() {
    return new Clocks(
        () -> {
          stop();
          return Instant.now();
        },
        () -> {
          stop();
          return System.nanoTime() + passed.get();
        });
  }

  /** Metrics that pause where an outcome is counted. */
  CommandLoopMetrics metrics(CommandLoopMetrics counting) {
    return new CommandLoopMetrics() {
      @Override
      public void recordPolled(String lane) {
        counting.recordPolled(lane);
      }

      @Override
      public void recordOutcome(String lane, OutcomeStatus status) {
        if (pausePoint == PausePoint.BEFORE_THE_OUTCOME) {
          stop();
        }
        counting.recordOutcome(lane, status);
      }

      @Override
      public void recordSkipped(String lane) {
        counting.recordSkipped(lane);
      }

      @Override
      public void recordDropped(String lane, int count) {
        counting.recordDropped(lane, count);
      }

      @Override
      public void recordLaneStatus(String lane, LaneStatus laneStatus) {
        counting.recordLaneStatus(lane, laneStatus);
      }

      @Override
      public void recordLedgerEntries(int entries) {
        counting.recordLedgerEntries(entries);
      }

      @Override
      public void recordBreakerState(Api api, int state) {
        counting.recordBreakerState(api, state);
      }

      @Override
      public void recordPaused(Api api, boolean paused) {
        counting.recordPaused(api, paused);
      }

      @Override
      public void recordRestart() {
        counting.recordRestart();
      }
    };
  }

  private void stop() {
    var next = pausePoint;
    if (next == null) {
      return;
    }
    if (reached.getCount() > 0 && next.isHere()) {
      reached.countDown();
    }
    if (reached.getCount() == 0) {
      stay();
    }
  }

  private void stay() {
    try {
      resumed.await();
    } catch (InterruptedException _) {
      end();
    }
    if (dead) {
      end();
    }
  }

  /** The loop fails here. A call's thread never returns. */
  private static void end() {
    while (Thread.currentThread().isVirtual()) {
      LockSupport.park();
      var _ = Thread.interrupted();
    }
    throw new IllegalStateException("the worker was killed here");
  }
}
