package io.proofline.workers.ziflow;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Builds HTTP requests to Ziflow, with our key. */
final class ZiflowRequests {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ZiflowProperties settings;

  ZiflowRequests(ZiflowProperties settings) {
    this.settings = settings;
  }

  HttpRequest get(String path) {
    return builder(path).GET().build();
  }

  HttpRequest delete(String path) {
    return builder(path).DELETE().build();
  }

  HttpRequest post(String path, Object body) {
    return json("POST", path, body);
  }

  HttpRequest put(String path, Object body) {
    return json("PUT", path, body);
  }

  /** Encodes a path segment; a blank becomes %20. */
  static String encodeSegment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest json(String method, String path, Object body) {
    return builder(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
        .build();
  }

  private HttpRequest.Builder builder(String path) {
    return HttpRequest.newBuilder(URI.create(settings.baseUrl() + path))
        .timeout(settings.callTimeout())
        .header("Accept", "application/json")
        .header("apikey", settings.apiKey().value());
  }
}
