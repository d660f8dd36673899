package io.proofline.workers.call;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Extracts delays and texts from error responses, of the API or of a proxy before it. */
public final class ErrorBodies {

  private static final int MAX_LENGTH = 300;
  private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'<>(),;:]+@[^\\s\"'<>(),;:]+");

  /** A URL may be the signed address of a file. */
  private static final Pattern URL = Pattern.compile("https?://[^\\s\"'<>]+");

  private ErrorBodies() {}

  /**
   * The {@code Retry-After} of an answer, if it is in seconds; neither API documents a date there.
   */
  public static Optional<Duration> retryAfter(ApiResponse apiResponse) {
    return apiResponse
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  /** A short sentence from an error body, with addresses masked. */
  public static String detail(ApiResponse apiResponse) {
    return sanitize(sentence(apiResponse.body()));
  }

  /** The first error object of a body, in a list or alone; null if there is none. */
  public static @Nullable JsonNode firstError(String body) {
    var root = tree(body);
    var errors = root.path("errors").isMissingNode() ? root.path("error") : root.path("errors");
    var first = errors.isArray() ? errors.path(0) : errors;
    return first.isObject() ? first : null;
  }

  /** Text for logs and dead letters: shortened, on one line, with addresses masked. */
  public static String sanitize(String text) {
    var words = URL.matcher(text.replaceAll("\\s+", " ").strip()).replaceAll("(address)");
    var line = ADDRESS.matcher(words).replaceAll("(address)");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }

  private static String sentence(String body) {
    var root = tree(body);
    var first = firstError(body);
    var candidates =
        Stream.concat(
            Stream.of(root.path("message"), root.path("error"), root.path("errors").path(0)),
            first == null
                ? Stream.empty()
                : Stream.of(first.path("title"), first.path("message"), first.path("detail")));
    return candidates
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .findFirst()
        .orElse(body.isBlank() ? "no text" : body);
  }

  private static JsonNode tree(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return JsonMapper.shared().missingNode();
    }
  }
}
