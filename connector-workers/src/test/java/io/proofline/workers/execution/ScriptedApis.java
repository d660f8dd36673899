package io.proofline.workers.execution;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ProofCreated;
import io.proofline.schemas.avro.ProofState;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Both APIs in memory, with their received calls; calls can be stalled or fail. */
final class ScriptedApis {

  /** Where a call can be stopped. */
  enum StallPoint {
    PREPARING,
    BEFORE_EFFECT,
    AFTER_EFFECT,
    READING
  }

  final List<String> created = new CopyOnWriteArrayList<>();
  final List<String> log = new CopyOnWriteArrayList<>();
  private final Map<StallPoint, CountDownLatch> stalls = new ConcurrentHashMap<>();
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private final Map<StallPoint, Queue<ApiError>> failures = new ConcurrentHashMap<>();

  /**
   * The next call that reaches this point waits there until it is interrupted or all waiting calls
   * continue.
   */
  CountDownLatch stallAt(StallPoint stallPoint) {
    var reached = new CountDownLatch(1);
    stalls.put(stallPoint, reached);
    return reached;
  }

  void releaseAll() {
    goesOn.countDown();
  }

  void failAt(StallPoint stallPoint, ApiError... errors) {
    failures
        .computeIfAbsent(stallPoint, _ -> new ConcurrentLinkedQueue<>())
        .addAll(List.of(errors));
  }

  List<Worker> workers() {
    return List.of(new CreatingWorker(), new ReadingWorker(), new WritingWorker());
  }

  private void pass(StallPoint stallPoint) {
    var reached = stalls.remove(stallPoint);
    if (reached != null) {
      reached.countDown();
      try {
        goesOn.await();
      } catch (InterruptedException _) {
        throw new IllegalStateException("the worker was killed here");
      }
    }
  }

  private ApiError failure(StallPoint stallPoint) {
    var errors = failures.get(stallPoint);
    return errors == null ? null : errors.poll();
  }

  private final class CreatingWorker implements Worker.NonIdempotent {
    @Override
    public CommandKind kind() {
      return CommandKind.CREATE_PROOF;
    }

    @Override
    public Api prepareApi(Command command) {
      return Api.PHOTOSHELTER;
    }

    @Override
    public Api api(Command command) {
      return Api.ZIFLOW;
    }

    @Override
    public StepResult prepare(Command command) {
      pass(StallPoint.PREPARING);
      log.add("prepare " + command.getCommandId());
      return new StepResult.Ready();
    }

    @Override
    public StepResult lookUp(Command command) {
      log.add("look up " + command.getCommandId());
      var marker = command.getCreateProof().getMarker();
      return created.contains(marker) ? finished(marker, true) : new StepResult.Ready();
    }

    @Override
    public StepResult create(Command command) {
      log.add("create " + command.getCommandId());
      var marker = command.getCreateProof().getMarker();
      pass(StallPoint.BEFORE_EFFECT);
      var before = failure(StallPoint.BEFORE_EFFECT);
      if (before != null) {
        return new StepResult.ApiFailure(before);
      }
      created.add(marker);
      pass(StallPoint.AFTER_EFFECT);
      var after = failure(StallPoint.AFTER_EFFECT);
      return after == null ? finished(marker, false) : new StepResult.ApiFailure(after);
    }

    private StepResult finished(String marker, boolean found) {
      return new StepResult.Done(
          new CommandResult.ProofCreated(
              ProofCreated.newBuilder()
                  .setProofId("proof of " + marker)
                  .setVersion(1)
                  .setFound(found)
                  .build()));
    }
  }

  private final class ReadingWorker implements Worker.Idempotent {
    @Override
    public CommandKind kind() {
      return CommandKind.READ_PROOF;
    }

    @Override
    public Api api(Command command) {
      return Api.ZIFLOW;
    }

    @Override
    public StepResult call(Command command, Attempt attempt) {
      pass(StallPoint.READING);
      log.add("read " + command.getCommandId());
      var failure = failure(StallPoint.READING);
      return failure == null
          ? new StepResult.Done(
              new CommandResult.ProofRead(
                  ProofState.newBuilder().setProofId(command.getReadProof().getProofId()).build()))
          : new StepResult.ApiFailure(failure);
    }
  }

  private final class WritingWorker implements Worker.Idempotent {
    @Override
    public CommandKind kind() {
      return CommandKind.WRITE_FIELDS;
    }

    @Override
    public Api api(Command command) {
      return Api.PHOTOSHELTER;
    }

    @Override
    public StepResult call(Command command, Attempt attempt) {
      var asked = command.getWriteFields();
      log.add("write " + asked.getFields().getFirst().getText());
      return new StepResult.Done(new CommandResult.FieldsWritten(asked));
    }
  }
}
