package io.proofline.workers.photoshelter;

import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.ApiAssumptions.SubPathSpelling;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Reads and writes custom fields of files. Open question: the spelling of their path; the spelling
 * that worked last is tried first. Any number of threads.
 */
final class CustomMetadataApi {

  private static final String HYPHEN = "/custom-metadata";
  private static final String UNDERSCORE = "/custom_metadata";

  private final SubPathSpelling spelling;
  private final PhotoShelterRequests photoShelterRequests;
  private final Function<HttpRequest.Builder, CallResult<JsonNode>> ask;
  private final Function<HttpRequest.Builder, CallResult<Boolean>> change;
  private volatile String currentSpelling;

  CustomMetadataApi(
      SubPathSpelling spelling,
      PhotoShelterRequests photoShelterRequests,
      Function<HttpRequest.Builder, CallResult<JsonNode>> ask,
      Function<HttpRequest.Builder, CallResult<Boolean>> change) {
    this.spelling = spelling;
    this.photoShelterRequests = photoShelterRequests;
    this.ask = ask;
    this.change = change;
    this.currentSpelling = spelling == SubPathSpelling.UNDERSCORE ? UNDERSCORE : HYPHEN;
  }

  /** A file's custom fields; empty if the library has none for it. */
  CallResult<CustomFieldValues> read(String media) {
    return withSpelling(path -> ask.apply(photoShelterRequests.get(media + path, Map.of())))
        .map(CustomFieldValues::of)
        .ifNotFound(new Success<>(CustomFieldValues.NONE));
  }

  /**
   * Changes custom fields. Open question: the body of this call; the caller reads the fields back.
   */
  CallResult<Boolean> write(String media, Map<String, String> fields) {
    return withSpelling(
        path -> change.apply(photoShelterRequests.json("PATCH", media + path, fields)));
  }

  private <T> CallResult<T> withSpelling(Function<String, CallResult<T>> call) {
    var first = currentSpelling;
    var answer = call.apply(first);
    if (spelling != SubPathSpelling.PROBE || !(answer instanceof Failure<T>(NotFound _))) {
      return answer;
    }
    var other = first.equals(HYPHEN) ? UNDERSCORE : HYPHEN;
    var second = call.apply(other);
    if (second instanceof Failure<T>(NotFound _)) {
      return answer;
    }
    currentSpelling = other;
    return second;
  }
}
