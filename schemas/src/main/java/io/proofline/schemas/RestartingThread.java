package io.proofline.schemas;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does a service's endless work from {@link #start} to {@link #stop}. If the work
 * fails, that is logged and reported, and the work begins again after a delay. It may be started
 * again after a stop.
 */
public final class RestartingThread {

  private static final Logger LOG = LoggerFactory.getLogger(RestartingThread.class);

  private final String name;
  private final Thread.Builder threads;
  private final Duration restartDelay;
  private final Duration stopTimeout;
  private final Work work;
  private final Consumer<String> onFailure;
  private volatile @Nullable Run running;

  /**
   * A thread that is not started yet.
   *
   * @param name in the log, such as {@code The poller}
   * @param stopTimeout how long a stop waits for the work's end
   * @param onFailure receives the cause of a failure as text, before the delay
   */
  public RestartingThread(
      String name,
      Thread.Builder threads,
      Duration restartDelay,
      Duration stopTimeout,
      Work work,
      Consumer<String> onFailure) {
    this.name = name;
    this.threads = threads;
    this.restartDelay = restartDelay;
    this.stopTimeout = stopTimeout;
    this.work = work;
    this.onFailure = onFailure;
  }

  /** The work of the thread: returns soon after the stop was requested. */
  @FunctionalInterface
  public interface Work {

    void run(StopRequest stop);
  }

  /** Whether the work must end. */
  @FunctionalInterface
  public interface StopRequest {

    boolean isRequested();
  }

  /** Starts the thread, unless it runs and no stop was requested. */
  public synchronized void start() {
    var run = running;
    if (run == null || run.isStopped() || !run.thread.isAlive()) {
      running = new Run();
    }
  }

  /** Requests the end of the work and waits for it; does not interrupt it. */
  public synchronized void stop() {
    var run = running;
    try {
      if (run != null && !run.end(stopTimeout)) {
        LOG.warn("{} did not stop within {}", name, stopTimeout);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the thread is alive, also while it waits for its next attempt. */
  public boolean isRunning() {
    var run = running;
    return run != null && run.thread.isAlive();
  }

  /** One start; a thread that outlives its stop can't be revived by the next start. */
  private final class Run {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = threads.unstarted(this::run);

    Run() {
      thread.start();
    }

    boolean end(Duration within) throws InterruptedException {
      stopped.countDown();
      return thread.join(within);
    }

    private void run() {
      try {
        do {
          attempt();
        } while (!stopped.await(restartDelay.toNanos(), TimeUnit.NANOSECONDS));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void attempt() {
      try {
        work.run(this::isStopped);
      } catch (RuntimeException | Error e) {
        if (!isStopped()) {
          log(e);
          onFailure.accept(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
      }
    }

    private boolean isStopped() {
      return stopped.getCount() == 0;
    }
  }

  private void log(Throwable cause) {
    if (cause instanceof RetriableException) {
      LOG.warn("{} failed and restarts in {}: {}", name, restartDelay, cause.getMessage());
    } else {
      LOG.error("{} failed and restarts in {}", name, restartDelay, cause);
    }
  }
}
