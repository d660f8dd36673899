package io.proofline.sandbox.benchmark;

import io.proofline.sandbox.web.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Builds requests to one API with its authentication headers. */
record ApiClient(URI base, Map<String, String> headers) {
  HttpRequest get(String path) {
    return request(path).GET().build();
  }

  HttpRequest send(String method, String path, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(Json.write(body)))
        .build();
  }

  JsonNode read(HttpRequest request) {
    return Json.tree(new String(LoadMeasurement.send(request), StandardCharsets.UTF_8));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + path));
    headers.forEach(request::header);
    return request;
  }
}
