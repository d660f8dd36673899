package io.proofline.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A path of the API with its parameters.
 *
 * @param text encoded, below {@code /api/v1}
 */
public record ApiPath(String text) {

  /** A path of unencoded segments. */
  public static ApiPath of(String... segments) {
    return new ApiPath(
        Arrays.stream(segments).map(ApiPath::encode).collect(Collectors.joining("/", "/", "")));
  }

  /** Adds a parameter; null leaves it out. */
  public ApiPath with(String name, @Nullable Object value) {
    return value == null
        ? this
        : new ApiPath(
            text
                + (text.contains("?") ? "&" : "?")
                + encode(name)
                + "="
                + encode(value.toString()));
  }

  /** Adds a parameter once for each value. */
  public ApiPath withAll(String name, Collection<String> values) {
    var path = this;
    for (var value : values) {
      path = path.with(name, value);
    }
    return path;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
