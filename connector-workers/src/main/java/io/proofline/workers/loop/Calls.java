package io.proofline.workers.loop;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.call.Errand;
import io.proofline.workers.loop.Arrived.How;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Time;
import io.proofline.workers.work.Worker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps on virtual threads, so many at once for each API, and hands them back. All methods are
 * for the poll thread.
 */
final class Calls implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  /** One search is under way while those of the next gather. */
  private static final int MOST_JOINED = 200;

  private final Shares shares;
  private final Time time;
  private final Tracing tracing;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
  private final Set<Work> underWay = new HashSet<>();

  Calls(Shares shares, Time time, Tracing tracing) {
    this.shares = shares;
    this.time = time;
    this.tracing = tracing;
  }

  /** Whether one more may begin beside those that are about to. */
  boolean hasRoom(Work next, Collection<Work> aboutTo) {
    if (next.joins()) {
      return underWay.stream().filter(work -> work.joined).count() < MOST_JOINED;
    }
    var others =
        Stream.concat(underWay.stream(), aboutTo.stream())
            .filter(work -> work.api() == next.api() && !work.joined)
            .map(Work::urgency)
            .toList();
    return shares.allow(others, next.urgency());
  }

  boolean isIdle() {
    return underWay.isEmpty();
  }

  /** Begins the work's present step. */
  void begin(Work work) {
    var step = work.step;
    launch(work, attempt -> run(work, errand(work), step, attempt));
  }

  /**
   * Begins a call that creates; it leaves before that point of the monotonic clock or not at all.
   */
  void beginCreating(Work work, long latest) {
    work.step = Step.CREATE;
    var errand = errand(work).leavingBefore(latest);
    launch(
        work,
        attempt ->
            time.isPast(latest) ? new How.NotLeft() : run(work, errand, Step.CREATE, attempt));
  }

  /** What has come back since the last time. */
  List<Arrived> drain() {
    var all = new ArrayList<Arrived>();
    arrived.drainTo(all);
    all.forEach(back -> {
      back.work().running = false;
      underWay.remove(back.work());
    });
    return all;
  }

  /** Ends what is still under way; its endings are lost, and the ledger knows of it. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Errand errand(Work work) {
    return Errand.of(work.urgency().priority(), work.calls);
  }

  private void launch(Work work, Function<Attempt, How> running) {
    var step = work.step;
    var api = work.api();
    var began = time.now();
    work.joined = step == Step.CALL && work.joins();
    var attempt = work.begin(began);
    underWay.add(work);
    threads.execute(
        () -> arrived.add(new Arrived(work, step, api, running.apply(attempt), began, time.now())));
  }

  /** The boundary of a worker: whatever it throws is an answer that we can't read. */
  private How run(Work work, Errand untraced, Step step, Attempt attempt) {
    var span = span(work.command, step);
    var errand = untraced.in(tracing, span);
    try {
      var ending = errand.run(() -> run(work, step, attempt));
      span.setAttribute("proofline.ending", ending.getClass().getSimpleName());
      return errand.hasStayed() ? new How.NotLeft() : new How.Ended(ending);
    } catch (RuntimeException | Error e) { // else its key would wait for ever
      LOG.error("Step {} of command {} threw", step, work.command.getCommandId(), e);
      span.setStatus(StatusCode.ERROR);
      return new How.Threw(e.getClass().getSimpleName());
    } finally {
      span.end();
    }
  }

  private Span span(Command command, Step step) {
    return tracing
        .begin(
            "%s %s".formatted(command.getKind(), step).toLowerCase(Locale.ROOT),
            SpanKind.CONSUMER,
            command.getEnvelope().getTraceparent())
        .setAttribute("proofline.command_id", command.getCommandId())
        .setAttribute("proofline.asset_id", command.getAssetId());
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
