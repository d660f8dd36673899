package io.proofline.workers.loop;

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
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
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

/** A library in memory in which each command can be held or refused by its id. */
final class ScriptedLibrary {

  /** Effects in order, as {@code id}; a refused call has none. */
  final List<String> effects = new CopyOnWriteArrayList<>();

  /** Calls in order, as {@code id}. */
  final List<String> begun = new CopyOnWriteArrayList<>();

  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Map<String, Queue<ApiError>> refusals = new ConcurrentHashMap<>();
  private final Map<String, ApiError> poison = new ConcurrentHashMap<>();
  private volatile Predicate<String> heldAll = _ -> false;
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile @Nullable ApiError outage;

  static Command enter(String id, String asset, Instant asked) {
    return at(asked, Commands.command(id, asset, CommandKind.ENTER_GALLERY))
        .setEnterGallery(new EnterGallery(asset, "G1", "Press kit", true))
        .build();
  }

  static Command write(String id, String asset, Instant asked) {
    return at(asked, Commands.command(id, asset, CommandKind.WRITE_FIELDS))
        .setWriteFields(new WriteFields(asset, List.of(new FieldText("edit_status", id, false))))
        .build();
  }

  static Command leave(String id, String asset, String gallery, Instant asked) {
    return at(asked, Commands.command(id, asset, CommandKind.LEAVE_GALLERY))
        .setProtective(true)
        .setLeaveGallery(new LeaveGallery(asset, gallery, "Press kit", null, false))
        .build();
  }

  static Command withdrawnStatus(String id, String asset, Instant asked) {
    return Command.newBuilder(write(id, asset, asked)).setProtective(true).build();
  }

  static Command fingerprint(String id, String asset) {
    return Commands.command(id, asset, CommandKind.FINGERPRINT)
        .setFingerprint(new Fingerprint(asset))
        .build();
  }

  static Command fileFinal(String id, String asset) {
    return Commands.command(id, asset, CommandKind.FILE_FINAL)
        .setFileFinal(
            FileFinal.newBuilder()
                .setSourceId(asset)
                .setProofId("p")
                .setVersion(1)
                .setMarker("m")
                .build())
        .build();
  }

  /** The command's call stays until {@link #release}. */
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

  void refuse(String id, ApiError... errors) {
    refusals.put(id, new ArrayDeque<>(List.of(errors)));
  }

  /** The command is always answered so. */
  void poison(String id, ApiError error) {
    poison.put(id, error);
  }

  void cure(String id) {
    poison.remove(id);
  }

  /** Every command is answered so; null ends it. */
  void outage(@Nullable ApiError error) {
    outage = error;
  }

  List<Worker> workers() {
    return List.of(
        new Served(CommandKind.ENTER_GALLERY, Api.PHOTOSHELTER),
        new Served(CommandKind.LEAVE_GALLERY, Api.PHOTOSHELTER),
        new Served(CommandKind.WRITE_FIELDS, Api.PHOTOSHELTER),
        new Served(CommandKind.READ_ASSET, Api.PHOTOSHELTER),
        new Served(CommandKind.FINGERPRINT, Api.PHOTOSHELTER),
        new Served(CommandKind.FILE_FINAL, Api.ZIFLOW),
        new Served(CommandKind.READ_PROOF, Api.ZIFLOW));
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

  private final class Served implements Worker.Calling {

    private final CommandKind kind;
    private final Api api;

    Served(CommandKind kind, Api api) {
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
    public boolean joins(Command command) {
      return command.getCommandId().startsWith("shared");
    }

    @Override
    public Ending call(Command command, Attempt attempt) {
      var id = command.getCommandId();
      begun.add(id);
      var latch = held.get(id);
      if (latch != null) {
        await(latch);
      }
      if (heldAll.test(id)) {
        await(released);
      }
      var refusal = refusal(id);
      if (refusal != null) {
        return new Ending.Refused(refusal);
      }
      effects.add(id);
      // what it brought is of no interest here
      return new Ending.Finished(new Result.FieldsStand(new WriteFields(id, List.of())));
    }

    private @Nullable ApiError refusal(String id) {
      var once = refusals.get(id);
      var first = once == null ? null : once.poll();
      var always = poison.get(id);
      return first != null ? first : always != null ? always : outage;
    }
  }
}
