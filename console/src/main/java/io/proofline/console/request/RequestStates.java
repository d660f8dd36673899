package io.proofline.console.request;

import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.review.ReviewQueries;
import io.proofline.schemas.avro.RequestKind;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a request is: <i>recorded</i> in Kafka, <i>applied</i> to the review, <i>done</i> when
 * the review has no command left that was issued since. A dead command is not waited for.
 */
final class RequestStates {

  private final ReadModels readModels;
  private final ReviewQueries reviews;

  RequestStates(ReadModels readModels, ReviewQueries reviews) {
    this.readModels = readModels;
    this.reviews = reviews;
  }

  /** The states, in their order. */
  enum RequestState {
    NOT_RECORDED,
    RECORDED,
    APPLIED,
    DONE;

    boolean isAtLeast(RequestState other) {
      return compareTo(other) >= 0;
    }
  }

  /** A request with its state, and the review as it is now. */
  ObjectNode describe(RecordedRequest request) {
    var review = reviews.find(request.assetId()).map(ReviewQueries.StoredReview::document);
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("id", request.id());
    answer.put("kind", request.kind().toLowerCase(Locale.ROOT));
    answer.put("asset_id", isAboutAsset(request) ? request.assetId() : null);
    answer.put("command_id", request.commandId());
    answer.put("state", word(state(request, review.orElse(null))));
    answer.put("recorded_at", text(request.recordedAt()));
    answer.set("review", review.<JsonNode>map(RequestStates::summary).orElse(nothing()));
    return answer;
  }

  RequestState state(RecordedRequest request) {
    return state(
        request,
        reviews.find(request.assetId()).map(ReviewQueries.StoredReview::document).orElse(null));
  }

  private RequestState state(RecordedRequest request, @Nullable JsonNode review) {
    var recordedAt = request.recordedAt();
    if (recordedAt == null) {
      return RequestState.NOT_RECORDED;
    }
    if (!isApplied(request, recordedAt, review)) {
      return RequestState.RECORDED;
    }
    return review != null && hasOpenCommand(review, request.beganAt())
        ? RequestState.APPLIED
        : RequestState.DONE;
  }

  /** Either the review shows it as its newest cause, or all that is so old has been applied. */
  private boolean isApplied(
      RecordedRequest request, Instant recordedAt, @Nullable JsonNode review) {
    return (review != null
            && review.path("envelope").path("causation_id").asString("").equals(request.id()))
        || readModels.asOf().filter(time -> !time.isBefore(recordedAt)).isPresent();
  }

  private static boolean hasOpenCommand(JsonNode review, Instant since) {
    return review
        .path("open_commands")
        .valueStream()
        .filter(command -> !command.path("dead").asBoolean(false))
        .map(command -> Instant.parse(command.path("asked_at").asString()))
        .anyMatch(issuedAt -> !issuedAt.isBefore(since));
  }

  private static boolean isAboutAsset(RecordedRequest request) {
    return !request.kind().equals(RequestKind.GO_AHEAD.name());
  }

  private static ObjectNode summary(ObjectNode review) {
    var summary = JsonNodeFactory.instance.objectNode();
    for (var field : new String[] {"file_name", "state", "reason", "waits", "next_step"}) {
      summary.set(field, review.path(field));
    }
    return summary;
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.nullNode();
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static String word(RequestState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
