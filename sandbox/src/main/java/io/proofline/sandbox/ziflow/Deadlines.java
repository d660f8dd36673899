package io.proofline.sandbox.ziflow;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks four times a second which deadlines have passed. */
final class Deadlines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
  private static final long PAUSE_MILLIS = 250;

  private final Desk desk;
  private final Course course;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sandbox-deadlines").factory());

  Deadlines(Desk desk, Course course) {
    this.desk = desk;
    this.course = course;
  }

  void start() {
    var _ =
        clock.scheduleWithFixedDelay(this::look, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    Stopping.now(clock);
  }

  private void look() {
    try {
      desk.overdue().forEach(course::deadlinePassed);
    } catch (RuntimeException e) {
      LOG.warn("deadlines could not be looked at", e);
    }
  }
}
