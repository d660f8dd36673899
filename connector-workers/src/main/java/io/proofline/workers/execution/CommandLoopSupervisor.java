package io.proofline.workers.execution;

import io.proofline.schemas.RestartingThread;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.switches.SwitchTable;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the command loop: a {@link CommandPollLoop} on a {@link RestartingThread}. When one fails,
 * reports that in health, and starts another.
 */
final class CommandLoopSupervisor implements SmartLifecycle {

  /** Between the end of the last step and the end of the thread. */
  private static final Duration TIME_TO_LEAVE = Duration.ofSeconds(5);

  private final Topics topics;
  private final KafkaClients kafkaClients;
  private final CommandLoopSettings settings;
  private final List<Worker> workers;
  private final Map<Api, Credentials> credentials;
  private final SwitchTable switches;
  private final Clocks clocks;
  private final CommandLoopHealth health;
  private final CommandLoopMetrics metrics;
  private final SkippingDecoder ledgerDecoder;
  private final Tracing tracing;
  private final RestartingThread thread;
  private volatile boolean killed;

  /**
   * A loop that is not started yet.
   *
   * @param credentials of each API; calls that were refused are tried again when they change
   * @param switches pause the commands of an API
   */
  CommandLoopSupervisor(
      Topics topics,
      KafkaClients kafkaClients,
      CommandLoopSettings settings,
      List<Worker> workers,
      Map<Api, Credentials> credentials,
      SwitchTable switches,
      Clocks clocks,
      CommandLoopHealth health,
      CommandLoopMetrics metrics,
      Tracing tracing) {
    this.topics = topics;
    this.kafkaClients = kafkaClients;
    this.settings = settings;
    this.workers = List.copyOf(workers);
    this.credentials = Map.copyOf(credentials);
    this.switches = switches;
    this.clocks = clocks;
    this.health = health;
    this.metrics = metrics;
    this.ledgerDecoder = new SkippingDecoder(health::countUnreadable);
    this.tracing = tracing;
    this.thread =
        new RestartingThread(
            "The command loop",
            Thread.ofPlatform().name("command-loop"),
            settings.restartDelay(),
            settings.shutdownTimeout().plus(TIME_TO_LEAVE),
            this::run,
            this::recordFailure);
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Waits for steps in flight, records their outcomes, and leaves the group. Takes seconds. */
  @Override
  public void stop() {
    thread.stop();
    health.recordFailure("stopped");
  }

  @Override
  public boolean isRunning() {
    return thread.isRunning();
  }

  /** Ends as a crash does: nothing more is recorded. */
  void kill() {
    killed = true;
    stop();
  }

  private void run(RestartingThread.StopRequest stop) {
    try (var commandPollLoop =
        new CommandPollLoop(
            topics,
            kafkaClients,
            settings,
            workers,
            credentials,
            switches,
            clocks,
            health,
            metrics,
            ledgerDecoder,
            tracing)) {
      commandPollLoop.open();
      health.recordStart();
      while (!stop.isRequested()) {
        commandPollLoop.runOnce();
      }
      drain(commandPollLoop);
    }
  }

  private void drain(CommandPollLoop commandPollLoop) {
    long latest = clocks.deadlineAfter(settings.shutdownTimeout());
    while (!killed && commandPollLoop.drainOnce() && !clocks.isPast(latest)) {
      Thread.onSpinWait(); // each cycle waits in its poll
    }
  }

  private void recordFailure(String cause) {
    health.recordFailure(cause);
    metrics.recordRestart();
  }
}
