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

/** One instance's time as the poller, on a thread of its own: turn, pieces, turn. */
final class Duty implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Duty.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SAID_EVERY = Duration.ofMinutes(1);

  private final PollSettings settings;
  private final PollHealth health;
  private final Supplier<Optional<RulesText>> rules;
  private final IntervalFunction pauses;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable RuntimeException failure;
  private long said = System.nanoTime();

  /**
   * Begins at once.
   *
   * @param begin makes the poller, on the duty's thread; told how to see that its time is over
   */
  Duty(
      PollSettings settings,
      PollHealth health,
      Supplier<Optional<RulesText>> rules,
      Function<BooleanSupplier, Poller> begin) {
    this.settings = settings;
    this.health = health;
    this.rules = rules;
    this.pauses =
        IntervalFunction.ofExponentialRandomBackoff(
            settings.waitFirst(), 2.0, 0.3, settings.waitMost());
    this.thread = Thread.ofVirtual().name("poller").unstarted(() -> live(begin));
    thread.start();
  }

  /** Throws what ended the duty before its time. */
  void check() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Ends the duty; a call under way is interrupted. */
  @Override
  public void close() {
    over.countDown();
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void live(Function<BooleanSupplier, Poller> begin) {
    try {
      turns(begin.apply(this::isOver));
    } catch (RuntimeException e) {
      failure = isOver() ? null : e;
    } catch (Error e) {
      failure = new IllegalStateException("the poller can't go on", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void turns(Poller poller) throws InterruptedException {
    int failed = 0;
    while (!isOver()) {
      long next = System.nanoTime() + settings.every().toNanos();
      var error = poller.turn(rules.get()).or(() -> pieces(poller, next));
      if (isOver()) {
        return;
      }
      failed = error.isEmpty() ? 0 : failed + 1;
      if (poller.isPastBaseline()) {
        health.firstPassIsDone();
      }
      health.has(error.or(poller::refused).map(ApiError::text).orElse(null));
      long pause =
          error.isEmpty() ? next - System.nanoTime() : pause(error.get(), failed).toNanos();
      var _ = over.await(pause, TimeUnit.NANOSECONDS);
    }
  }

  /** Until the next turn is due, and at least one. */
  private Optional<ApiError> pieces(Poller poller, long next) {
    boolean more = true;
    while (more) {
      switch (poller.piece()) {
        case Failure<Boolean>(var error) -> {
          return Optional.of(error);
        }
        case Success<Boolean>(var goesOn) ->
            more = goesOn && !isOver() && System.nanoTime() - next < 0;
      }
      say(poller.progress());
    }
    return Optional.empty();
  }

  /** Always to health, and now and then to the log. */
  private void say(Optional<String> progress) {
    health.progress(progress.orElse(null));
    long now = System.nanoTime();
    if (progress.isPresent() && now - said >= SAID_EVERY.toNanos()) {
      said = now;
      LOG.info("{}", progress.get());
    }
  }

  private Duration pause(ApiError error, int failed) {
    var own = Duration.ofMillis(pauses.apply(failed));
    return error instanceof Throttled(_, _, var said) ? said.orElse(own) : own;
  }

  private boolean isOver() {
    return over.getCount() == 0;
  }
}
