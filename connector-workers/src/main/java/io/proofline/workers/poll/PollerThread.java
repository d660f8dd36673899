package io.proofline.workers.poll;

import io.github.resilience4j.core.IntervalFunction;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the poller on a thread of its own: turns at a fixed rate, and steps between them. */
final class PollerThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PollerThread.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LOG_EVERY = Duration.ofMinutes(1);

  private final PollSettings settings;
  private final PollHealth health;
  private final Supplier<Optional<RulesText>> rules;
  private final IntervalFunction backoff;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable RuntimeException failure;
  private long lastLogged = System.nanoTime();

  /**
   * Starts the thread.
   *
   * @param begin creates the poller on this thread; its argument reports whether it must stop
   */
  PollerThread(
      PollSettings settings,
      PollHealth health,
      Supplier<Optional<RulesText>> rules,
      Function<BooleanSupplier, Poller> begin) {
    this.settings = settings;
    this.health = health;
    this.rules = rules;
    this.backoff =
        IntervalFunction.ofExponentialRandomBackoff(
            settings.waitFirst(), 2.0, 0.3, settings.waitMost());
    this.thread = Thread.ofVirtual().name("poller").unstarted(() -> run(begin));
    thread.start();
  }

  /** Rethrows the exception that ended the thread early, if any. */
  void rethrowFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Stops the thread, interrupts a running call, and waits for 10 seconds at most. */
  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
    try {
      thread.join(STOP_TIMEOUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Function<BooleanSupplier, Poller> begin) {
    try {
      runCycles(begin.apply(this::isStopped));
    } catch (RuntimeException e) {
      failure = isStopped() ? null : e;
    } catch (Error e) {
      failure = new IllegalStateException("the poller can't go on", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void runCycles(Poller poller) throws InterruptedException {
    int failed = 0;
    while (!isStopped()) {
      long next = System.nanoTime() + settings.every().toNanos();
      var error = poller.runCycle(rules.get()).or(() -> runSteps(poller, next));
      if (isStopped()) {
        return;
      }
      failed = error.isEmpty() ? 0 : failed + 1;
      if (poller.isPastBaseline()) {
        health.markFirstPassDone();
      }
      health.setFailure(error.or(poller::lastRejection).map(ApiError::text).orElse(null));
      long pause =
          error.isEmpty() ? next - System.nanoTime() : pause(error.get(), failed).toNanos();
      var _ = stopped.await(pause, TimeUnit.NANOSECONDS);
    }
  }

  /** Runs at least one step, and more until the next turn is due. */
  private Optional<ApiError> runSteps(Poller poller, long next) {
    boolean more = true;
    while (more) {
      switch (poller.runStep()) {
        case Failure<Boolean>(var error) -> {
          return Optional.of(error);
        }
        case Success<Boolean>(var goesOn) ->
            more = goesOn && !isStopped() && System.nanoTime() - next < 0;
      }
      reportProgress(poller.progress());
    }
    return Optional.empty();
  }

  /** Reports to health each time, and to the log once a minute. */
  private void reportProgress(Optional<String> progress) {
    health.progress(progress.orElse(null));
    long now = System.nanoTime();
    if (progress.isPresent() && now - lastLogged >= LOG_EVERY.toNanos()) {
      lastLogged = now;
      LOG.info("{}", progress.get());
    }
  }

  private Duration pause(ApiError error, int failed) {
    var own = Duration.ofMillis(backoff.apply(failed));
    return error instanceof Throttled(_, _, var said) ? said.orElse(own) : own;
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }
}
