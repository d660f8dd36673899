package io.proofline.workers.loop;

import io.proofline.workers.call.Api;
import io.proofline.workers.work.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The clock and the metrics of one instance, which can be made to stand still with it, as a process
 * does that is suspended: once a thread has come to a place, whoever reads the clock stays there
 * until the instance wakes or dies. Time goes on meanwhile.
 */
final class Standstill {

  /** Where an instance can stop, by the code that reads the clock or counts there. */
  enum Place {
    BEFORE_STARTED(Books.class, "started", false),
    BETWEEN_STARTED_AND_THE_CALL(Calls.class, "beginCreating", false),
    BEFORE_THE_CALL(Calls.class, "beginCreating", true),
    BEFORE_THE_OUTCOME(Books.class, "ended", false),
    IN_REVOCATION(Turns.class, "onPartitionsRevoked", false),
    IN_ASSIGNMENT(TakeOver.class, "read", false),
    ANYWHERE(CommandLoop.class, "live", false);

    private final String type;
    private final String method;
    private final boolean onACallsThread;

    Place(Class<?> type, String method, boolean onACallsThread) {
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

  private volatile @Nullable Place place;
  private volatile CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch awake = new CountDownLatch(1);
  private final AtomicLong passed = new AtomicLong();
  private volatile boolean dead;

  /** The instance stops at this place; once. */
  CountDownLatch at(Place next) {
    reached = new CountDownLatch(1);
    place = next;
    return reached;
  }

  void wake() {
    place = null;
    awake.countDown();
  }

  /** So much time passes at once. */
  void pass(Duration duration) {
    passed.addAndGet(duration.toNanos());
  }

  /** Nothing that stands still goes on. */
  void die() {
    dead = true;
    awake.countDown();
  }

  Time time() {
    return new Time(
        () -> {
          stop();
          return Instant.now();
        },
        () -> {
          stop();
          return System.nanoTime() + passed.get();
        });
  }

  /** Metrics that stand still where an ending is counted. */
  LoopMetrics metrics(LoopMetrics counting) {
    return new LoopMetrics() {
      @Override
      public void polled(String lane) {
        counting.polled(lane);
      }

      @Override
      public void ended(String lane, End end, int count) {
        if (place == Place.BEFORE_THE_OUTCOME) {
          stop();
        }
        counting.ended(lane, end, count);
      }

      @Override
      public void stands(String lane, Standing standing) {
        counting.stands(lane, standing);
      }

      @Override
      public void ledger(int entries) {
        counting.ledger(entries);
      }

      @Override
      public void gate(Api api, int state) {
        counting.gate(api, state);
      }

      @Override
      public void restarted() {
        counting.restarted();
      }
    };
  }

  private void stop() {
    var next = place;
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
      awake.await();
    } catch (InterruptedException _) {
      end();
    }
    if (dead) {
      end();
    }
  }

  /** The loop breaks here. A call's thread is never heard of again. */
  private static void end() {
    while (Thread.currentThread().isVirtual()) {
      LockSupport.park();
      var _ = Thread.interrupted();
    }
    throw new IllegalStateException("the worker was killed here");
  }
}
