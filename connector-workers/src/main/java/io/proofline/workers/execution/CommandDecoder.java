package io.proofline.workers.execution;

import io.proofline.schemas.RegistryUnavailableException;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import io.proofline.workers.work.Worker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Decodes commands from records and finds the {@link Worker} of each. */
final class CommandDecoder {

  private final Map<CommandKind, Worker> workers;

  CommandDecoder(List<Worker> workers) {
    this.workers =
        workers.stream().collect(Collectors.toUnmodifiableMap(Worker::kind, Function.identity()));
  }

  /**
   * The command in a record; empty for bytes that are no command.
   *
   * @throws RegistryUnavailableException if the schema registry doesn't answer
   */
  static Optional<Command> decode(Topic<String, Command> lane, byte @Nullable [] value) {
    try {
      return value == null
          ? Optional.empty()
          : Optional.of(lane.values().deserializer().deserialize(lane.name(), value));
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (KafkaException _) {
      return Optional.empty();
    }
  }

  /** The worker of a command; one that gives up if there is none, or the payload is missing. */
  Worker workerFor(Command command, Api lane) {
    var worker = workers.get(command.getKind());
    return worker == null || !hasPayload(command)
        ? new UnsupportedCommandWorker(command.getKind(), lane)
        : worker;
  }

  private static boolean hasPayload(Command command) {
    return switch (command.getKind()) {
      case CREATE_PROOF -> command.getCreateProof() != null;
      case READ_PROOF -> command.getReadProof() != null;
      case READ_ASSET -> command.getReadAsset() != null;
      case WRITE_FIELDS -> command.getWriteFields() != null;
      case UPDATE_STAGES -> command.getUpdateStages() != null;
      case DELETE_PROOF -> command.getDeleteProof() != null;
      case ENSURE_CONTAINER -> command.getEnsureContainer() != null;
      case ENTER_GALLERY -> command.getEnterGallery() != null;
      case LEAVE_GALLERY -> command.getLeaveGallery() != null;
      case DROP_KEYWORDS -> command.getDropKeywords() != null;
      case FINGERPRINT -> command.getFingerprint() != null;
      case FILE_FINAL -> command.getFileFinal() != null;
      case UNKNOWN -> false;
    };
  }
}
