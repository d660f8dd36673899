package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Forbidden;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.ApiResponse;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.ErrorBodies;
import io.proofline.workers.call.ErrorClassifier;
import io.proofline.workers.call.LenientJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parses answers of v3. Open question: whether refusals have status codes; so an answer whose
 * {@code status} is not {@code ok} is a refusal too, and an error class that names the session is a
 * 401.
 */
final class V3Responses implements ErrorClassifier {

  private static final int KEY_REFUSED = 403;

  private final ErrorClassifier byStatus =
      new io.proofline.workers.photoshelter.PhotoShelterErrorClassifier();

  @Override
  public ApiError classify(ApiResponse apiResponse) {
    return toError(
        ErrorBodies.firstError(apiResponse.body()),
        ErrorBodies.detail(apiResponse),
        byStatus.classify(apiResponse));
  }

  /** Checks the {@code status} of an answer with a 2xx code. */
  static CallResult<JsonNode> requireOk(JsonNode answer) {
    var status = LenientJson.text(answer, "status");
    if (status == null || status.equalsIgnoreCase("ok")) {
      return new Success<>(answer);
    }
    var error = answer.path("error");
    var message = LenientJson.text(error, "message");
    var detail = ErrorBodies.sanitize(message == null ? "status " + status : message);
    return new Failure<>(toError(error, detail, new Rejected(Api.PHOTOSHELTER, 200, detail)));
  }

  /**
   * v3 has a key of its own: while only that key is refused, commands that need v3 wait, and
   * commands that need v4 do not.
   */
  static ApiError asForbidden(ApiError error) {
    return error instanceof Unauthorized(var api, int status, var detail) && status == KEY_REFUSED
        ? new Forbidden(api, status, detail + " (v3: see photoshelter.v3-api-key)")
        : error;
  }

  /** The id of a record by any of these names, in the data or in a record inside. */
  static Optional<String> id(JsonNode answer, String record, String... names) {
    var data = answer.path("data");
    var inside = LenientJson.items(data.path(record));
    var found =
        inside.isEmpty()
            ? LenientJson.text(data, names)
            : LenientJson.text(inside.getFirst(), names);
    return Optional.ofNullable(found == null ? LenientJson.text(data, names) : found)
        .filter(id -> !id.isBlank());
  }

  /** The id of a row's image; empty if the row has none. */
  static String imageId(JsonNode row) {
    var own = LenientJson.text(row, "image_id");
    var joined = own == null ? LenientJson.text(row.path("Image"), "image_id") : own;
    return joined == null ? "" : joined;
  }

  /** Whether these rows are the last ones: the answer names no further page, or has no rows. */
  static boolean isLast(JsonNode data, List<JsonNode> rows) {
    var next = LenientJson.text(data.path("Paging"), "next");
    return rows.isEmpty() || next == null || next.isBlank();
  }

  private static ApiError toError(@Nullable JsonNode error, String detail, ApiError otherwise) {
    var name = error == null ? null : LenientJson.text(error, "class", "id");
    var word = name == null ? "" : name.toLowerCase(Locale.ROOT);
    if (word.contains("session")) {
      return new Unauthorized(Api.PHOTOSHELTER, 401, detail);
    }
    return word.contains("apikey")
        ? new Unauthorized(Api.PHOTOSHELTER, KEY_REFUSED, detail)
        : otherwise;
  }
}
