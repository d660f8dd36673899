package io.proofline.ingest.ziflow;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The URL that Ziflow signs: the public one in its webhook's settings, regardless of proxies, with
 * percent-encoded query values.
 */
record SignedUrl(String publicUrl) {

  byte[] of(String path, Optional<String> query) {
    return (publicUrl + path + query.map(q -> "?" + encoded(q)).orElse(""))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String query) {
    return Arrays.stream(query.split("&", -1))
        .map(SignedUrl::pair)
        .collect(Collectors.joining("&"));
  }

  private static String pair(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? pair : pair.substring(0, equals + 1) + value(pair.substring(equals + 1));
  }

  /** Encodes a value once, whether it is already encoded or not; a plus sign stays one. */
  private static String value(String value) {
    return URLEncoder.encode(plain(value), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String plain(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return value; // a percent sign without hex digits
    }
  }
}
