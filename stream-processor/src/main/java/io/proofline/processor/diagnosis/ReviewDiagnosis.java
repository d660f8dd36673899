package io.proofline.processor.diagnosis;

import io.proofline.processor.topology.review.StoredJson;
import io.proofline.review.Review;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReviewView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A review as this instance has it: the public view, with the contract's field names and with its
 * symbols in lower case, and the stored review.
 *
 * @param stateRecord the stored review; its format may change in any version
 */
@JsonNaming(SnakeCaseStrategy.class)
record ReviewDiagnosis(
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
    List<DiagnosedCommand> openCommands,
    @Nullable Instant dueAt,
    Instant updatedAt,
    @Nullable JsonNode stateRecord) {

  static ReviewDiagnosis of(ReviewView view, @Nullable Review stateRecord) {
    return new ReviewDiagnosis(
        view.getAssetId(),
        view.getFileName(),
        word(view.getState()),
        view.getReason(),
        word(view.getWaits()),
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
        view.getOpenCommands().stream().map(DiagnosedCommand::of).toList(),
        view.getDueAt(),
        view.getUpdatedAt(),
        stateRecord == null ? null : StoredJson.of(stateRecord));
  }

  private static String word(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }

  /** An open command. */
  @JsonNaming(SnakeCaseStrategy.class)
  record DiagnosedCommand(
      String commandId,
      String kind,
      boolean dead,
      @Nullable String reason,
      @Nullable String nextStep,
      @Nullable Integer attempts,
      Instant askedAt) {

    static DiagnosedCommand of(OpenCommand command) {
      return new DiagnosedCommand(
          command.getCommandId(),
          word(command.getKind()),
          command.getDead(),
          command.getReason(),
          command.getNextStep(),
          command.getAttempts(),
          command.getAskedAt());
    }
  }
}
