package io.proofline.workers.execution;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.call.ApiCallContext;
import io.proofline.workers.execution.CompletedStep.Completion;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.StepResult;
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
final class StepExecutor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StepExecutor.class);

  /** One search is under way while those of the next gather. */
  private static final int MAX_SHARED = 200;

  private final ConcurrencyLimits limits;
  private final Clocks clocks;
  private final Tracing tracing;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<CompletedStep> completed = new LinkedBlockingQueue<>();
  private final Set<CommandRun> inFlight = new HashSet<>();

  StepExecutor(ConcurrencyLimits concurrencyLimits, Clocks clocks, Tracing tracing) {
    this.limits = concurrencyLimits;
    this.clocks = clocks;
    this.tracing = tracing;
  }

  /** Whether one more may begin beside those that are about to. */
  boolean hasCapacity(CommandRun next, Collection<CommandRun> aboutTo) {
    if (next.sharesRequest()) {
      return inFlight.stream().filter(run -> run.callSharesRequest).count() < MAX_SHARED;
    }
    var others =
        Stream.concat(inFlight.stream(), aboutTo.stream())
            .filter(run -> run.api() == next.api() && !run.callSharesRequest)
            .map(CommandRun::lanePriority)
            .toList();
    return limits.permits(others, next.lanePriority());
  }

  boolean isIdle() {
    return inFlight.isEmpty();
  }

  /** Begins the work's present step. */
  void execute(CommandRun run) {
    var commandStep = run.step;
    launch(run, attempt -> run(run, callContext(run), commandStep, attempt));
  }

  /**
   * Begins a call that creates; it leaves before that point of the monotonic clock or not at all.
   */
  void executeCreate(CommandRun run, long latest) {
    run.step = CommandStep.CREATE;
    var apiCallContext = callContext(run).withDeadline(latest);
    launch(
        run,
        attempt ->
            clocks.isPast(latest)
                ? new Completion.NotSent()
                : run(run, apiCallContext, CommandStep.CREATE, attempt));
  }

  /** What has come back since the last time. */
  List<CompletedStep> drainCompleted() {
    var all = new ArrayList<CompletedStep>();
    completed.drainTo(all);
    all.forEach(completed -> {
      completed.run().running = false;
      inFlight.remove(completed.run());
    });
    return all;
  }

  /** Ends what is still under way; its endings are lost, and the ledger knows of it. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static ApiCallContext callContext(CommandRun run) {
    return ApiCallContext.of(run.lanePriority().callPriority(), run.requestCount);
  }

  private void launch(CommandRun run, Function<Attempt, Completion> running) {
    var commandStep = run.step;
    var api = run.api();
    var began = clocks.now();
    run.callSharesRequest = commandStep == CommandStep.CALL && run.sharesRequest();
    var attempt = run.startAttempt(began);
    inFlight.add(run);
    threads.execute(() ->
        completed.add(
            new CompletedStep(run, commandStep, api, running.apply(attempt), began, clocks.now())));
  }

  /** The boundary of a worker: whatever it throws is an answer that we can't read. */
  private Completion run(
      CommandRun run, ApiCallContext untraced, CommandStep commandStep, Attempt attempt) {
    var span = span(run.command, commandStep);
    var apiCallContext = untraced.withSpan(tracing, span);
    try {
      var result = apiCallContext.run(() -> run(run, commandStep, attempt));
      span.setAttribute("proofline.ending", result.getClass().getSimpleName());
      return apiCallContext.isUnsent() ? new Completion.NotSent() : new Completion.Returned(result);
    } catch (RuntimeException | Error e) { // else its key would wait for ever
      LOG.error("Step {} of command {} threw", commandStep, run.command.getCommandId(), e);
      span.setStatus(StatusCode.ERROR);
      return new Completion.Threw(e.getClass().getSimpleName());
    } finally {
      span.end();
    }
  }

  private Span span(Command command, CommandStep commandStep) {
    return tracing
        .begin(
            "%s %s".formatted(command.getKind(), commandStep).toLowerCase(Locale.ROOT),
            SpanKind.CONSUMER,
            command.getEnvelope().getTraceparent())
        .setAttribute("proofline.command_id", command.getCommandId())
        .setAttribute("proofline.asset_id", command.getAssetId());
  }

  private static StepResult run(CommandRun run, CommandStep commandStep, Attempt attempt) {
    return switch (run.worker) {
      case Worker.Idempotent idempotent -> idempotent.call(run.command, attempt);
      case Worker.NonIdempotent nonIdempotent ->
          switch (commandStep) {
            case LOOK_UP -> nonIdempotent.lookUp(run.command);
            case PREPARE -> nonIdempotent.prepare(run.command);
            case CREATE -> nonIdempotent.create(run.command);
            case CALL, START ->
                throw new IllegalStateException(commandStep + " is no step on a thread of its own");
          };
    };
  }
}
