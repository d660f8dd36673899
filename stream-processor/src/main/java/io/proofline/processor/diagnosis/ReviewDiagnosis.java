package io.proofline.processor.web;

import io.proofline.processor.topology.review.StoredJson;
import io.proofline.review.Review;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReviewView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A review in the HTTP API: the public view, with the contract's field names and with its symbols
 * in lower case.
 *
 * @param stateRecord the stored review, for diagnosis; its format may change in any version
 */
@JsonNaming(SnakeCaseStrategy.class)
record ReviewResponse(
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
    List<OpenCommandResponse> openCommands,
    @Nullable Instant dueAt,
    Instant updatedAt,
    @Nullable JsonNode stateRecord) {

  static ReviewResponse of(ReviewView view, @Nullable Review stateRecord) {
    return new ReviewResponse(
        view.getAssetId(),
        view.getFileName(),
        EnumNames.of(view.getState()),
        view.getReason(),
        EnumNames.of(view.getWaits()),
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
        view.getOpenCommands().stream().map(OpenCommandResponse::of).toList(),
        view.getDueAt(),
        view.getUpdatedAt(),
        stateRecord == null ? null : StoredJson.of(stateRecord));
  }

  /** An open command. */
  @JsonNaming(SnakeCaseStrategy.class)
  record OpenCommandResponse(
      String commandId,
      String kind,
      boolean dead,
      @Nullable String reason,
      @Nullable String nextStep,
      @Nullable Integer attempts,
      Instant askedAt) {

    static OpenCommandResponse of(OpenCommand command) {
      return new OpenCommandResponse(
          command.getCommandId(),
          EnumNames.of(command.getKind()),
          command.getDead(),
          command.getReason(),
          command.getNextStep(),
          command.getAttempts(),
          command.getAskedAt());
    }
  }
}
