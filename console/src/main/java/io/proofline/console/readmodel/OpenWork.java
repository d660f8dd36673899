package io.proofline.console.readmodel;

import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Work of a review that a pause holds back: commands without an outcome, and a proof to come. */
final class OpenWork {

  /** A container may be of either API; the view does not say of which. */
  private static final Set<CommandKind> OF_ZIFLOW =
      EnumSet.of(
          CommandKind.CREATE_PROOF,
          CommandKind.READ_PROOF,
          CommandKind.UPDATE_STAGES,
          CommandKind.DELETE_PROOF,
          CommandKind.ENSURE_CONTAINER);

  private static final Set<CommandKind> OF_PHOTOSHELTER =
      EnumSet.of(
          CommandKind.READ_ASSET,
          CommandKind.FINGERPRINT,
          CommandKind.WRITE_FIELDS,
          CommandKind.ENTER_GALLERY,
          CommandKind.LEAVE_GALLERY,
          CommandKind.DROP_KEYWORDS,
          CommandKind.FILE_FINAL,
          CommandKind.ENSURE_CONTAINER);

  private OpenWork() {}

  static int ofZiflow(ReviewView view) {
    return count(view, OF_ZIFLOW);
  }

  static int ofPhotoshelter(ReviewView view) {
    return count(view, OF_PHOTOSHELTER);
  }

  private static int count(ReviewView view, Set<CommandKind> kinds) {
    return (int) open(view).filter(kinds::contains).count();
  }

  private static Stream<CommandKind> open(ReviewView view) {
    return view.getOpenCommands().stream()
        .filter(command -> !command.getDead())
        .map(OpenCommand::getKind);
  }

  /**
   * Whether its proof is not created before intake permits it: it is opening for no other reason,
   * and the command was not issued yet.
   */
  static boolean awaitsPermit(ReviewView view) {
    return view.getState() == ReviewState.OPENING
        && view.getReason() == null
        && open(view).noneMatch(OF_ZIFLOW::contains);
  }
}
