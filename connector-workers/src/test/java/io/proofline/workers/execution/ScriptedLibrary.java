package io.proofline.workers.execution;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.EnterGallery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.FileFinal;
import io.proofline.schemas.avro.Fingerprint;
import io.proofline.schemas.avro.LeaveGallery;
import io.proofline.schemas.avro.WriteFields;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A fake of the library in memory, which can stall each command, or let it fail, by its id. */
final class ScriptedLibrary {

  /** Command ids of effects, in order; a refused call has none. */
  final List<String> effects = new CopyOnWriteArrayList<>();

  /** Command ids of calls, in order. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Map<String, Queue<ApiError>> refusals = new ConcurrentHashMap<>();
  private final Map<String, ApiError> failAlways = new ConcurrentHashMap<>();
  private volatile Predicate<String> heldAll = _ -> false;
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile @Nullable ApiError failAll;

  static Command enter(String id, String asset, Instant asked) {
    return at(asked, CommandFixtures.command(id, asset, CommandKind.ENTER_GALLERY))
        .setEnterGallery(new EnterGallery(asset, "G1", "Press kit", true))
        .build();
  }

  static Command write(String id, String asset, Instant asked) {
    return at(asked, CommandFixtures.command(id, asset, CommandKind.WRITE_FIELDS))
        .setWriteFields(new WriteFields(asset, List.of(new FieldText("edit_status", id, false))))
        .build();
  }

  static Command leave(String id, String asset, String gallery, Instant asked) {
    return at(asked, CommandFixtures.command(id, asset, CommandKind.LEAVE_GALLERY))
        .setProtective(true)
        .setLeaveGallery(new LeaveGallery(asset, gallery, "Press kit", null, false))
        .build();
  }

  static Command withdrawnStatus(String id, String asset, Instant asked) {
    return Command.newBuilder(write(id, asset, asked)).setProtective(true).build();
  }

  static Command fingerprint(String id, String asset) {
    return CommandFixtures.command(id, asset, CommandKind.FINGERPRINT)
        .setFingerprint(new Fingerprint(asset))
        .build();
  }

  static Command fileFinal(String id, String asset) {
    return CommandFixtures.command(id, asset, CommandKind.FILE_FINAL)
        .setFileFinal(
            FileFinal.newBuilder()
                .setSourceId(asset)
                .setProofId("p")
                .setVersion(1)
                .setMarker("m")
                .build())
        .build();
  }

  /** The command's call waits for {@link #release}. */
  void hold(String id) {
    held.put(id, new CountDownLatch(1));
  }

  void release(String id) {
    held.remove(id).countDown();
  }

  void holdAll(Predicate<String> ids) {
    heldAll = ids;
  }

  void releaseAll() {
    heldAll = _ -> false;
    released.countDown();
  }

  void failOnce(String id, ApiError... errors) {
    refusals.put(id, new ArrayDeque<>(List.of(errors)));
  }

  /** Every call of the command gets this error. */
  void failAlways(String id, ApiError error) {
    failAlways.put(id, error);
  }

  void stopFailing(String id) {
    failAlways.remove(id);
  }

  /** Every call gets this error; null ends that. */
  void failAll(@Nullable ApiError error) {
    failAll = error;
  }

  List<Worker> workers() {
    return List.of(
        new ScriptedWorker(CommandKind.ENTER_GALLERY, Api.PHOTOSHELTER),
        new ScriptedWorker(CommandKind.LEAVE_GALLERY, Api.PHOTOSHELTER),
        new ScriptedWorker(CommandKind.WRITE_FIELDS, Api.PHOTOSHELTER),
        new ScriptedWorker(CommandKind.READ_ASSET, Api.PHOTOSHELTER),
        new ScriptedWorker(CommandKind.FINGERPRINT, Api.PHOTOSHELTER),
        new ScriptedWorker(CommandKind.FILE_FINAL, Api.ZIFLOW),
        new ScriptedWorker(CommandKind.READ_PROOF, Api.ZIFLOW));
  }

  private static Command.Builder at(Instant asked, Command.Builder command) {
    return command.setEnvelope(
        Envelope.newBuilder(command.getEnvelope()).setReceivedAt(asked).build());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      throw new IllegalStateException("the worker was killed here");
    }
  }

  private final class ScriptedWorker implements Worker.Idempotent {

    private final CommandKind kind;
    private final Api api;

    ScriptedWorker(CommandKind kind, Api api) {
      this.kind = kind;
      this.api = api;
    }

    @Override
    public CommandKind kind() {
      return kind;
    }

    @Override
    public Api api(Command command) {
      return api;
    }

    @Override
    public boolean sharesRequest(Command command) {
      return command.getCommandId().startsWith("shared");
    }

    @Override
    public StepResult call(Command command, Attempt attempt) {
      var id = command.getCommandId();
      calls.add(id);
      var latch = held.get(id);
      if (latch != null) {
        await(latch);
      }
      if (heldAll.test(id)) {
        await(released);
      }
      var refusal = refusal(id);
      if (refusal != null) {
        return new StepResult.ApiFailure(refusal);
      }
      effects.add(id);
      // the result does not matter here
      return new StepResult.Done(new CommandResult.FieldsWritten(new WriteFields(id, List.of())));
    }

    private @Nullable ApiError refusal(String id) {
      var once = refusals.get(id);
      var first = once == null ? null : once.poll();
      var always = failAlways.get(id);
      return first != null ? first : always != null ? always : failAll;
    }
  }
}
