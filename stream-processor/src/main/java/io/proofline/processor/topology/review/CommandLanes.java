package io.proofline.processor.topology.review;

import io.proofline.review.ContainerKind;
import io.proofline.review.RequiredCommand;
import io.proofline.review.ReviewPlan;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;

/** Chooses the lane of a command: by the API that it calls and by its urgency. */
record CommandLanes(Topics topics) {

  Topic<String, Command> of(ReviewPlan.PlannedCommand plannedCommand) {
    boolean ziflow = isZiflowCommand(plannedCommand.required());
    return switch (plannedCommand.lane()) {
      case URGENT -> ziflow ? topics.urgentZiflowCommands() : topics.urgentLibraryCommands();
      case NORMAL -> ziflow ? topics.ziflowCommands() : topics.libraryCommands();
      case LATER -> ziflow ? topics.laterZiflowCommands() : topics.laterLibraryCommands();
      case TRANSFER -> topics.transferCommands();
    };
  }

  private static boolean isZiflowCommand(RequiredCommand requiredCommand) {
    return switch (requiredCommand.kind()) {
      case CREATE_PROOF, READ_PROOF, UPDATE_STAGES, DELETE_PROOF -> true;
      case ENSURE_CONTAINER ->
          requiredCommand instanceof RequiredCommand.EnsureContainer(var containerKind, _, _)
              && containerKind == ContainerKind.ZIFLOW_FOLDER;
      case TURN,
          READ_ASSET,
          FINGERPRINT,
          WRITE_FIELDS,
          ENTER_GALLERY,
          LEAVE_GALLERY,
          DROP_KEYWORDS,
          FILE_FINAL ->
          false;
    };
  }
}
