package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.RestartingThread.StopRequest;
import io.proofline.schemas.RestartingThread.Work;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RestartingThreadTest {

  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private final BlockingQueue<StopRequest> begun = new LinkedBlockingQueue<>();
  private final Queue<Throwable> planned = new ArrayDeque<>();

  @Test
  void work_that_failed_is_reported_and_begins_again() throws InterruptedException {
    planned.add(new IllegalStateException("broken"));
    planned.add(new NoClassDefFoundError("missing"));
    var thread = thread(Duration.ofMillis(1), Duration.ofSeconds(10), this::failAsPlanned);

    thread.start();
    begun.take();
    begun.take();
    begun.take();
    assertThat(thread.isRunning()).isTrue();
    thread.stop();

    assertThat(failures)
        .containsExactly("IllegalStateException: broken", "NoClassDefFoundError: missing");
    assertThat(thread.isRunning()).isFalse();
  }

  @Test
  void a_stop_does_not_wait_for_the_next_attempt() throws InterruptedException {
    planned.add(new IllegalStateException("broken"));
    var thread = thread(Duration.ofDays(1), Duration.ofSeconds(10), this::failAsPlanned);
    thread.start();
    failures.take();

    thread.stop();

    assertThat(thread.isRunning()).isFalse();
    assertThat(begun).hasSize(1);
  }

  @Test
  void a_failure_after_a_requested_stop_is_not_reported() throws InterruptedException {
    var thread =
        thread(
            Duration.ofMillis(1),
            Duration.ofSeconds(10),
            stop -> {
              begun.add(stop);
              awaitRequest(stop);
              throw new IllegalStateException("while ending");
            });
    thread.start();
    begun.take();

    thread.stop();

    assertThat(thread.isRunning()).isFalse();
    assertThat(failures).isEmpty();
  }

  @Test
  void work_that_outlives_its_stop_is_not_revived_by_the_next_start() throws InterruptedException {
    var release = new CountDownLatch(1);
    var thread =
        thread(
            Duration.ofMillis(1),
            Duration.ZERO,
            stop -> {
              begun.add(stop);
              awaitRelease(release);
            });
    thread.start();
    var first = begun.take();
    thread.stop();

    thread.start();
    var second = begun.take();

    assertThat(first.isRequested()).isTrue();
    assertThat(second.isRequested()).isFalse();
    release.countDown();
    thread.stop();
  }

  private RestartingThread thread(Duration restartDelay, Duration stopTimeout, Work work) {
    return new RestartingThread(
        "The test", Thread.ofVirtual(), restartDelay, stopTimeout, work, failures::add);
  }

  private void failAsPlanned(StopRequest stop) {
    begun.add(stop);
    switch (planned.poll()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> awaitRequest(stop);
    }
  }

  private static void awaitRequest(StopRequest stop) {
    while (!stop.isRequested()) {
      Thread.yield();
    }
  }

  private static void awaitRelease(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
