package io.proofline.processor.door;

import io.proofline.processor.review.Review;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReviewView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A review as the door tells it: the public view, field by field as the contract names them, with
 * its symbols in lower case.
 *
 * @param stateRecord the record behind it, for diagnosis; it may look otherwise in any version
 */
@JsonNaming(SnakeCaseStrategy.class)
record ShownReview(
    String assetId,
    @Nullable String fileName,
    String state,
    @Nullable String reason,
    String waits,
    @Nullable Instant waitsSince,
    @Nullable String nextStep,
    int version,
    @Nullable String finalId,
    List<String> publishedIn,
    @Nullable String rule,
    @Nullable String rulesVersion,
    @Nullable String proofId,
    @Nullable String proofLink,
    @Nullable String statusText,
    List<ShownCommand> openCommands,
    @Nullable Instant dueAt,
    Instant updatedAt,
    @Nullable Review stateRecord) {

  static ShownReview of(ReviewView view, @Nullable Review stateRecord) {
    return new ShownReview(
        view.getAssetId(),
        view.getFileName(),
        Word.of(view.getState()),
        view.getReason(),
        Word.of(view.getWaits()),
        view.getWaitsSince(),
        view.getNextStep(),
        view.getVersion(),
        view.getFinalId(),
        view.getPublishedIn(),
        view.getRule(),
        view.getRulesVersion(),
        view.getProofId(),
        view.getProofLink(),
        view.getStatusText(),
        view.getOpenCommands().stream().map(ShownCommand::of).toList(),
        view.getDueAt(),
        view.getUpdatedAt(),
        stateRecord);
  }

  /** A command that is not over. */
  @JsonNaming(SnakeCaseStrategy.class)
  record ShownCommand(
      String commandId, String kind, boolean dead, @Nullable String reason, Instant askedAt) {

    static ShownCommand of(OpenCommand command) {
      return new ShownCommand(
          command.getCommandId(),
          Word.of(command.getKind()),
          command.getDead(),
          command.getReason(),
          command.getAskedAt());
    }
  }
}
