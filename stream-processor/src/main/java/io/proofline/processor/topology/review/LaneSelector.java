package io.proofline.processor.topology.review;

import io.proofline.review.ContainerKind;
import io.proofline.review.RequiredCommand;
import io.proofline.review.ReviewPlan;
import io.proofline.schemas.CommandLanes;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Command;

/** Chooses the lane of a command: by the API that it calls and by its urgency. */
record LaneSelector(CommandLanes lanes) {

  Topic<String, Command> of(ReviewPlan.PlannedCommand plannedCommand) {
    boolean ziflow = isZiflowCommand(plannedCommand.required());
    return switch (plannedCommand.lane()) {
      case URGENT -> ziflow ? lanes.urgentZiflow() : lanes.urgentLibrary();
      case NORMAL -> ziflow ? lanes.ziflow() : lanes.library();
      case LATER -> ziflow ? lanes.laterZiflow() : lanes.laterLibrary();
      case TRANSFER -> lanes.transfer();
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
