package io.proofline.workers.loop;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ProofCreated;
import io.proofline.schemas.avro.ProofState;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Both services in memory: what they have, what they were asked, and where they stall or fail. */
final class ScriptedRemote {

  /** Where a call can be stopped. */
  enum Point {
    PREPARING,
    BEFORE_EFFECT,
    AFTER_EFFECT,
    READING
  }

  final List<String> made = new CopyOnWriteArrayList<>();
  final List<String> log = new CopyOnWriteArrayList<>();
  private final Map<Point, CountDownLatch> stalls = new ConcurrentHashMap<>();
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private final Map<Point, Queue<ApiError>> failures = new ConcurrentHashMap<>();

  /**
   * The next call that comes to this point stays there until it is interrupted, or all that stay go
   * on.
   */
  CountDownLatch stallAt(Point point) {
    var reached = new CountDownLatch(1);
    stalls.put(point, reached);
    return reached;
  }

  void goOn() {
    goesOn.countDown();
  }

  void failAt(Point point, ApiError... errors) {
    failures.computeIfAbsent(point, _ -> new ConcurrentLinkedQueue<>()).addAll(List.of(errors));
  }

  List<Worker> workers() {
    return List.of(new Creates(), new Reads(), new Writes());
  }

  private void pass(Point point) {
    var reached = stalls.remove(point);
    if (reached != null) {
      reached.countDown();
      try {
        goesOn.await();
      } catch (InterruptedException _) {
        throw new IllegalStateException("the worker was killed here");
      }
    }
  }

  private ApiError failure(Point point) {
    var errors = failures.get(point);
    return errors == null ? null : errors.poll();
  }

  private final class Creates implements Worker.Creating {
    @Override
    public CommandKind kind() {
      return CommandKind.CREATE_PROOF;
    }

    @Override
    public Api preparesFrom(Command command) {
      return Api.PHOTOSHELTER;
    }

    @Override
    public Api api(Command command) {
      return Api.ZIFLOW;
    }

    @Override
    public Ending prepare(Command command) {
      pass(Point.PREPARING);
      log.add("prepare " + command.getCommandId());
      return new Ending.Ready();
    }

    @Override
    public Ending lookUp(Command command) {
      log.add("look up " + command.getCommandId());
      var marker = command.getCreateProof().getMarker();
      return made.contains(marker) ? finished(marker, true) : new Ending.Ready();
    }

    @Override
    public Ending create(Command command) {
      log.add("create " + command.getCommandId());
      var marker = command.getCreateProof().getMarker();
      pass(Point.BEFORE_EFFECT);
      var before = failure(Point.BEFORE_EFFECT);
      if (before != null) {
        return new Ending.Refused(before);
      }
      made.add(marker);
      pass(Point.AFTER_EFFECT);
      var after = failure(Point.AFTER_EFFECT);
      return after == null ? finished(marker, false) : new Ending.Refused(after);
    }

    private Ending finished(String marker, boolean found) {
      return new Ending.Finished(
          new Result.ProofMade(
              ProofCreated.newBuilder()
                  .setProofId("proof of " + marker)
                  .setVersion(1)
                  .setFound(found)
                  .build()));
    }
  }

  private final class Reads implements Worker.Calling {
    @Override
    public CommandKind kind() {
      return CommandKind.READ_PROOF;
    }

    @Override
    public Api api(Command command) {
      return Api.ZIFLOW;
    }

    @Override
    public Ending call(Command command, Attempt attempt) {
      pass(Point.READING);
      log.add("read " + command.getCommandId());
      var failure = failure(Point.READING);
      return failure == null
          ? new Ending.Finished(
              new Result.ProofKnown(
                  ProofState.newBuilder().setProofId(command.getReadProof().getProofId()).build()))
          : new Ending.Refused(failure);
    }
  }

  private final class Writes implements Worker.Calling {
    @Override
    public CommandKind kind() {
      return CommandKind.WRITE_FIELDS;
    }

    @Override
    public Api api(Command command) {
      return Api.PHOTOSHELTER;
    }

    @Override
    public Ending call(Command command, Attempt attempt) {
      var asked = command.getWriteFields();
      log.add("write " + asked.getFields().getFirst().getText());
      return new Ending.Finished(new Result.FieldsStand(asked));
    }
  }
}
