package io.proofline.processor.topology;

import io.proofline.processor.review.Container;
import io.proofline.processor.review.Need;
import io.proofline.processor.review.Plan;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;

/** Which lane a call goes into: by whom it asks, and how soon it is to be made. */
record Lanes(Topics topics) {

  Topic<String, Command> of(Plan.Order order) {
    boolean ziflow = asksZiflow(order.need());
    return switch (order.lane()) {
      case URGENT -> ziflow ? topics.urgentZiflowCommands() : topics.urgentLibraryCommands();
      case NORMAL -> ziflow ? topics.ziflowCommands() : topics.libraryCommands();
      case LATER -> ziflow ? topics.laterZiflowCommands() : topics.laterLibraryCommands();
      case TRANSFER -> topics.transferCommands();
    };
  }

  private static boolean asksZiflow(Need need) {
    return switch (need.kind()) {
      case CREATE_PROOF, READ_PROOF, UPDATE_STAGES, DELETE_PROOF -> true;
      case ENSURE_CONTAINER ->
          need instanceof Need.EnsureContainer(var container, _, _)
              && container == Container.ZIFLOW_FOLDER;
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
