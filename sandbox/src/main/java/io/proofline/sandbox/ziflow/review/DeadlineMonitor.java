package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.ExecutorShutdown;
import io.proofline.sandbox.ziflow.account.AccountStore;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks four times a second for stages whose deadlines have passed. */
public final class DeadlineMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineMonitor.class);
  private static final long PAUSE_MILLIS = 250;

  private final AccountStore account;
  private final ProofLifecycle lifecycle;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sandbox-deadlines").factory());

  public DeadlineMonitor(AccountStore account, ProofLifecycle lifecycle) {
    this.account = account;
    this.lifecycle = lifecycle;
  }

  public void start() {
    var _ =
        clock.scheduleWithFixedDelay(
            this::checkDeadlines, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    ExecutorShutdown.shutDown(clock);
  }

  private void checkDeadlines() {
    try {
      account.overdue().forEach(lifecycle::handlePassedDeadlines);
    } catch (RuntimeException e) {
      LOG.warn("The check of deadlines failed; it is repeated", e);
    }
  }
}
