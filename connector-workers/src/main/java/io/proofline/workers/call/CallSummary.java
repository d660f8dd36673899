package io.proofline.workers.call;

import io.proofline.schemas.avro.ApiCall;
import io.proofline.workers.call.ApiError.DownloadRefused;
import io.proofline.workers.call.ApiError.Unreachable;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes calls for a {@link CallLog}, without secrets, addresses and bodies. Pure. */
final class CallSummary {

  private static final int MAX_PATH_LENGTH = 100;
  private static final int MAX_TYPE_LENGTH = 50;
  private static final Pattern WORD = Pattern.compile("[a-z][a-z_-]{0,30}|v\\d+(\\.\\d+)*");

  /** A long word with a digit, as keys, session tokens and ids are. */
  private static final Pattern KEY = Pattern.compile("(?=[\\w.~+/=-]*\\d)[\\w.~+/=-]{20,}");

  private CallSummary() {}

  static ApiCall of(
      Api api,
      String operation,
      HttpRequest request,
      Instant beganAt,
      Duration took,
      CallResult<? extends HttpResponse<?>> result) {
    var call =
        ApiCall.newBuilder()
            .setBeganAt(beganAt.truncatedTo(ChronoUnit.MILLIS))
            .setApi(api.label())
            .setOperation(operation)
            .setDurationMs(took.toMillis())
            .setRequest(body(request));
    return switch (result) {
      case Failure<? extends HttpResponse<?>>(var error) ->
          call.setError(word(error)).setAnswer(mask(error.text())).build();
      case Success<? extends HttpResponse<?>>(var response) ->
          call.setStatus(response.statusCode()).setAnswer(answer(response)).build();
    };
  }

  /** Method and path, without ids and query. */
  static String operation(HttpRequest request) {
    var path = request.uri().getRawPath();
    var words =
        Arrays.stream(path.split("/", -1))
            .map(segment -> segment.isEmpty() || WORD.matcher(segment).matches() ? segment : "{id}")
            .collect(Collectors.joining("/"));
    return request.method() + " " + truncate(words, MAX_PATH_LENGTH);
  }

  /** A transfer of a file, whose address may be signed and name the file. */
  static String fileOperation(HttpRequest request) {
    return request.method() + " file";
  }

  private static String word(ApiError error) {
    return switch (error) {
      case Unreachable _ -> "unreachable";
      case DownloadRefused _ -> "download_refused";
      default -> "no_usable_response";
    };
  }

  private static @Nullable String body(HttpRequest request) {
    return request
        .bodyPublisher()
        .map(HttpRequest.BodyPublisher::contentLength)
        .filter(length -> length != 0)
        .map(length ->
            mediaType(request.headers())
                + (length < 0 ? ", length not known" : ", %d bytes".formatted(length)))
        .orElse(null);
  }

  private static @Nullable String answer(HttpResponse<?> response) {
    boolean isSuccess = response.statusCode() / 100 == 2;
    return switch (response.body()) {
      case String text when text.isEmpty() -> null;
      case String text when isSuccess ->
          "%s, %d characters".formatted(mediaType(response.headers()), text.length());
      case String text ->
          mask(
              ErrorBodies.detail(new ApiResponse(response.statusCode(), response.headers(), text)));
      case null, default -> null;
    };
  }

  /** The media type without parameters. */
  private static String mediaType(HttpHeaders headers) {
    return headers
        .firstValue("Content-Type")
        .map(type -> truncate(type.split(";", 2)[0].strip(), MAX_TYPE_LENGTH))
        .orElse("no media type");
  }

  private static String mask(String text) {
    return KEY.matcher(ErrorBodies.sanitize(text)).replaceAll("(key)");
  }

  private static String truncate(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
