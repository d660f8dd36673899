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
 * Runs steps on virtual threads, within the {@link ConcurrencyLimits} of each API, and returns how
 * they ended. All methods are for the poll thread.
 */
final class StepExecutor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StepExecutor.class);

  /** While one batched search is in flight, commands gather for the next. */
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

  /** Whether one more step may begin beside those in flight and those that are about to begin. */
  boolean hasCapacity(CommandRun next, Collection<CommandRun> aboutTo) {
    if (next.sharesRequest()) {
      return inFlight.stream().filter(run -> run.callSharesRequest()).count() < MAX_SHARED;
    }
    var others =
        Stream.concat(inFlight.stream(), aboutTo.stream())
            .filter(run -> run.api() == next.api() && !run.callSharesRequest())
            .map(CommandRun::lanePriority)
            .toList();
    return limits.permits(others, next.lanePriority());
  }

  boolean isIdle() {
    return inFlight.isEmpty();
  }

  /** Begins the command's present step. */
  void execute(CommandRun run) {
    var commandStep = run.step();
    launch(run, attempt -> run(run, callContext(run), commandStep, attempt));
  }

  /** Begins a creating call; it is sent before that point of the monotonic clock or not at all. */
  void executeCreate(CommandRun run, long deadline) {
    run.advanceToCreate();
    var apiCallContext = callContext(run).withDeadline(deadline);
    launch(
        run,
        attempt ->
            clocks.isPast(deadline)
                ? new Completion.NotSent()
                : run(run, apiCallContext, CommandStep.CREATE, attempt));
  }

  /** The steps that ended since the last call. */
  List<CompletedStep> drainCompleted() {
    var all = new ArrayList<CompletedStep>();
    completed.drainTo(all);
    all.forEach(completed -> {
      completed.run().completeStep();
      inFlight.remove(completed.run());
    });
    return all;
  }

  /** Interrupts the steps in flight; their results are lost, and the ledger has their entries. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static ApiCallContext callContext(CommandRun run) {
    return ApiCallContext.of(run.lanePriority().callPriority(), run.requestCount())
        .withCallLog(run.callLog());
  }

  private void launch(CommandRun run, Function<Attempt, Completion> work) {
    var commandStep = run.step();
    var api = run.api();
    var startedAt = clocks.now();
    var attempt = run.start(startedAt);
    inFlight.add(run);
    threads.execute(() ->
        completed.add(
            new CompletedStep(
                run, commandStep, api, work.apply(attempt), startedAt, clocks.now())));
  }

  /** The boundary of a worker: an exception counts as an answer that can't be read. */
  private Completion run(
      CommandRun run, ApiCallContext untraced, CommandStep commandStep, Attempt attempt) {
    var span = span(run.command(), commandStep);
    var apiCallContext = untraced.withSpan(tracing, span);
    try {
      var result = apiCallContext.run(() -> run(run, commandStep, attempt));
      span.setAttribute("proofline.ending", result.getClass().getSimpleName());
      return apiCallContext.isUnsent() ? new Completion.NotSent() : new Completion.Returned(result);
    } catch (RuntimeException | Error e) { // otherwise its key would wait forever
      LOG.error("Step {} of command {} threw", commandStep, run.commandId(), e);
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
    return switch (run.worker()) {
      case Worker.Idempotent idempotent -> idempotent.call(run.command(), attempt);
      case Worker.NonIdempotent nonIdempotent ->
          switch (commandStep) {
            case LOOK_UP -> nonIdempotent.lookUp(run.command());
            case PREPARE -> nonIdempotent.prepare(run.command());
            case CREATE -> nonIdempotent.create(run.command());
            case CALL, START ->
                throw new IllegalStateException(commandStep + " is no step on a thread of its own");
          };
    };
  }
}
