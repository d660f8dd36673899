package io.proofline.workers.loop;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.CallCount;
import io.proofline.workers.loop.Arrived.How;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Ending.Refused;
import io.proofline.workers.work.Time;
import io.proofline.workers.work.Worker;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps on virtual threads, so many at once for each API, and hands them back. All methods are
 * for the poll thread.
 */
final class Calls implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private final int mostPerApi;
  private final Time time;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
  private final Map<Api, Integer> running = new EnumMap<>(Api.class);

  Calls(int mostPerApi, Time time) {
    this.mostPerApi = mostPerApi;
    this.time = time;
  }

  /** Whether one more may begin beside those that are about to. */
  boolean hasRoom(Api api, long aboutTo) {
    return running.getOrDefault(api, 0) + aboutTo < mostPerApi;
  }

  boolean isIdle() {
    return running.values().stream().allMatch(count -> count == 0);
  }

  /** Begins the work's present step. */
  void begin(Work work) {
    launch(work, Long.MAX_VALUE, false);
  }

  /**
   * Begins a call that creates; it leaves before that point of the monotonic clock or not at all.
   */
  void beginCreating(Work work, long latest) {
    work.step = Step.CREATE;
    launch(work, latest, true);
  }

  /** What has come back since the last time. */
  List<Arrived> drain() {
    var all = new ArrayList<Arrived>();
    arrived.drainTo(all);
    all.forEach(back -> {
      back.work().running = false;
      running.merge(back.api(), -1, Integer::sum);
    });
    return all;
  }

  /** Ends what is still under way; its endings are lost, and the ledger knows of it. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void launch(Work work, long latest, boolean bounded) {
    var step = work.step;
    var api = work.api();
    var began = time.now();
    var attempt = work.begin(began);
    running.merge(api, 1, Integer::sum);
    threads.execute(() -> {
      var how =
          bounded && time.isPast(latest)
              ? new How.NotLeft()
              : new How.Ended(run(work, step, api, attempt));
      arrived.add(new Arrived(work, step, api, how, began, time.now()));
    });
  }

  /** The boundary of a worker: whatever it throws is an answer that we can't read. */
  private static Ending run(Work work, Step step, Api api, Attempt attempt) {
    try {
      return CallCount.counting(work.calls, () -> run(work, step, attempt));
    } catch (RuntimeException | Error e) { // else its key would wait for ever
      LOG.error("Step {} of command {} threw", step, work.command.getCommandId(), e);
      return new Refused(
          new Unanswered(api, "unexpected " + e.getClass().getSimpleName() + " on our side"));
    }
  }

  private static Ending run(Work work, Step step, Attempt attempt) {
    return switch (work.worker) {
      case Worker.Calling calling -> calling.call(work.command, attempt);
      case Worker.Creating creating ->
          switch (step) {
            case LOOK_UP -> creating.lookUp(work.command);
            case PREPARE -> creating.prepare(work.command);
            case CREATE -> creating.create(work.command);
            case CALL, START ->
                throw new IllegalStateException(step + " is no step on a thread of its own");
          };
    };
  }
}
