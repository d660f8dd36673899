package io.proofline.workers.photoshelter;

import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.Readings.SubPaths;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Custom fields of files. Open question: how their path is spelled; the spelling that was known
 * last is asked first. Any number of threads may use it.
 */
final class CustomMetadata {

  private static final String HYPHEN = "/custom-metadata";
  private static final String UNDERSCORE = "/custom_metadata";

  private final SubPaths spelling;
  private final Requests requests;
  private final Function<HttpRequest.Builder, CallResult<JsonNode>> ask;
  private final Function<HttpRequest.Builder, CallResult<Boolean>> change;
  private volatile String known;

  CustomMetadata(
      SubPaths spelling,
      Requests requests,
      Function<HttpRequest.Builder, CallResult<JsonNode>> ask,
      Function<HttpRequest.Builder, CallResult<Boolean>> change) {
    this.spelling = spelling;
    this.requests = requests;
    this.ask = ask;
    this.change = change;
    this.known = spelling == SubPaths.UNDERSCORE ? UNDERSCORE : HYPHEN;
  }

  /** A file's custom fields; none when the library keeps none for it. */
  CallResult<CustomTexts> read(String media) {
    return spelled(path -> ask.apply(requests.get(media + path, Map.of())))
        .map(CustomTexts::of)
        .ifNotFound(new Success<>(CustomTexts.NONE));
  }

  /** Changes custom fields. Open question: the body of this call; the caller reads back. */
  CallResult<Boolean> write(String media, Map<String, String> fields) {
    return spelled(path -> change.apply(requests.json("PATCH", media + path, fields)));
  }

  private <T> CallResult<T> spelled(Function<String, CallResult<T>> call) {
    var first = known;
    var answer = call.apply(first);
    if (spelling != SubPaths.PROBE || !(answer instanceof Failure<T>(NotFound _))) {
      return answer;
    }
    var other = first.equals(HYPHEN) ? UNDERSCORE : HYPHEN;
    var second = call.apply(other);
    if (second instanceof Failure<T>(NotFound _)) {
      return answer;
    }
    known = other;
    return second;
  }
}
