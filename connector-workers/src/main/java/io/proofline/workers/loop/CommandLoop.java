package io.proofline.workers.loop;

import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.Access;
import io.proofline.workers.call.Api;
import io.proofline.workers.work.Time;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes commands from all lanes, has them done, and writes what became of each, once. Runs on a
 * thread of its own from {@link #start} to {@link #stop}; when Kafka breaks a life of it, says so
 * in its health and begins another.
 */
public final class CommandLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

  private final Topics topics;
  private final Clients clients;
  private final LoopSettings settings;
  private final List<Worker> workers;
  private final Map<Api, Access> accesses;
  private final Time time;
  private final LoopHealth health;
  private final LoopMetrics metrics;
  private final Tracing tracing;
  private volatile boolean stopping;
  private volatile boolean killed;
  private volatile @Nullable Thread thread;

  /**
   * A loop that is not started yet.
   *
   * @param accesses what opens each API: where one refuses us, it is tried anew when that changes
   */
  public CommandLoop(
      Topics topics,
      Clients clients,
      LoopSettings settings,
      List<Worker> workers,
      Map<Api, Access> accesses,
      Time time,
      LoopHealth health,
      LoopMetrics metrics,
      Tracing tracing) {
    this.topics = topics;
    this.clients = clients;
    this.settings = settings;
    this.workers = List.copyOf(workers);
    this.accesses = Map.copyOf(accesses);
    this.time = time;
    this.health = health;
    this.metrics = metrics;
    this.tracing = tracing;
  }

  @Override
  public void start() {
    stopping = false;
    thread = Thread.ofPlatform().name("command-loop").start(this::live);
  }

  /** Lets calls under way end for a while, records what ended, and leaves. Takes seconds. */
  @Override
  public void stop() {
    stopping = true;
    await(settings.stopWithin().plus(Duration.ofSeconds(5)));
  }

  @Override
  public boolean isRunning() {
    var running = thread;
    return running != null && running.isAlive();
  }

  /** Ends as a crash would: nothing more is recorded. */
  void kill() {
    killed = true;
    stopping = true;
    await(Duration.ofSeconds(10));
  }

  private void live() {
    while (!stopping) {
      try (var turns =
          new Turns(topics, clients, settings, workers, accesses, time, health, metrics, tracing)) {
        turns.open();
        health.turns();
        turn(turns);
      } catch (RuntimeException | Error e) {
        broke(e);
      }
    }
    health.broke("stopped");
  }

  private void turn(Turns turns) {
    while (!stopping) {
      turns.turn();
    }
    long latest = time.after(settings.stopWithin());
    while (!killed && turns.lastTurn() && !time.isPast(latest)) {
      Thread.onSpinWait(); // each last turn waits in its poll
    }
  }

  private void broke(Throwable cause) {
    if (stopping) {
      return;
    }
    LOG.error("The command loop broke and begins anew", cause);
    health.broke(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    metrics.restarted();
    try {
      Thread.sleep(settings.rebuildPause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(Duration patience) {
    var running = thread;
    try {
      if (running != null && !running.join(patience)) {
        LOG.warn("The command loop did not end in {}", patience);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
