package io.proofline.workers.photoshelter;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Shapes of requests. Pure; credentials are added by the session. */
final class Requests {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI base;
  private final Duration timeout;

  Requests(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
  }

  HttpRequest.Builder get(String path, Map<String, ?> query) {
    return to(path, query).GET();
  }

  HttpRequest.Builder form(String method, String path, Map<String, ?> fields) {
    return to(path, Map.of())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .method(method, BodyPublishers.ofString(encoded(fields)));
  }

  HttpRequest.Builder json(String method, String path, Object body) {
    return to(path, Map.of())
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  HttpRequest.Builder bare(String method, String path, Map<String, ?> query) {
    return to(path, query).method(method, BodyPublishers.noBody());
  }

  /** A blank as %20, which is right in paths, queries and forms alike. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder to(String path, Map<String, ?> query) {
    var uri = base + path + (query.isEmpty() ? "" : "?" + encoded(query));
    return HttpRequest.newBuilder(URI.create(uri))
        .timeout(timeout)
        .header("Accept", "application/json");
  }

  private static String encoded(Map<String, ?> fields) {
    return fields.entrySet().stream()
        .map(field -> segment(field.getKey()) + "=" + segment(String.valueOf(field.getValue())))
        .collect(Collectors.joining("&"));
  }
}
