package io.proofline.workers.execution;

import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the command loop: a {@link CommandPollLoop} on a thread of its own, from {@link #start} to
 * {@link #stop}. When one fails, reports that in health and starts another after a delay.
 */
final class CommandLoopSupervisor implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoopSupervisor.class);

  private final Topics topics;
  private final KafkaClients kafkaClients;
  private final CommandLoopSettings settings;
  private final List<Worker> workers;
  private final Map<Api, Credentials> credentials;
  private final Clocks clocks;
  private final CommandLoopHealth health;
  private final CommandLoopMetrics metrics;
  private final StateRecordDecoder ledgerDecoder;
  private final Tracing tracing;
  private volatile boolean stopping;
  private volatile boolean killed;
  private volatile @Nullable Thread thread;

  /**
   * A loop that is not started yet.
   *
   * @param credentials of each API; calls that were refused are tried again when they change
   */
  CommandLoopSupervisor(
      Topics topics,
      KafkaClients kafkaClients,
      CommandLoopSettings settings,
      List<Worker> workers,
      Map<Api, Credentials> credentials,
      Clocks clocks,
      CommandLoopHealth health,
      CommandLoopMetrics metrics,
      Tracing tracing) {
    this.topics = topics;
    this.kafkaClients = kafkaClients;
    this.settings = settings;
    this.workers = List.copyOf(workers);
    this.credentials = Map.copyOf(credentials);
    this.clocks = clocks;
    this.health = health;
    this.metrics = metrics;
    this.ledgerDecoder = new StateRecordDecoder(health::countUnreadable);
    this.tracing = tracing;
  }

  @Override
  public void start() {
    stopping = false;
    thread = Thread.ofPlatform().name("command-loop").start(this::run);
  }

  /** Waits for steps in flight, records their outcomes, and leaves the group. Takes seconds. */
  @Override
  public void stop() {
    stopping = true;
    await(settings.shutdownTimeout().plus(Duration.ofSeconds(5)));
  }

  @Override
  public boolean isRunning() {
    var running = thread;
    return running != null && running.isAlive();
  }

  /** Ends as a crash does: nothing more is recorded. */
  void kill() {
    killed = true;
    stopping = true;
    await(Duration.ofSeconds(10));
  }

  private void run() {
    while (!stopping) {
      try (var commandPollLoop =
          new CommandPollLoop(
              topics,
              kafkaClients,
              settings,
              workers,
              credentials,
              clocks,
              health,
              metrics,
              ledgerDecoder,
              tracing)) {
        commandPollLoop.open();
        health.recordStart();
        runUntilStopped(commandPollLoop);
      } catch (RuntimeException | Error e) {
        restartAfter(e);
      }
    }
    health.recordFailure("stopped");
  }

  private void runUntilStopped(CommandPollLoop commandPollLoop) {
    while (!stopping) {
      commandPollLoop.runOnce();
    }
    long latest = clocks.deadlineAfter(settings.shutdownTimeout());
    while (!killed && commandPollLoop.drainOnce() && !clocks.isPast(latest)) {
      Thread.onSpinWait(); // each cycle waits in its poll
    }
  }

  private void restartAfter(Throwable cause) {
    if (stopping) {
      return;
    }
    LOG.error("The command loop failed and restarts", cause);
    health.recordFailure(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    metrics.recordRestart();
    try {
      Thread.sleep(settings.restartDelay());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(Duration timeout) {
    var running = thread;
    try {
      if (running != null && !running.join(timeout)) {
        LOG.warn("The command loop did not end in {}", timeout);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
