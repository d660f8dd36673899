package io.proofline.sandbox;

import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A generic HTTP client, with no knowledge of either service. */
final class HttpCaller {
  record Answer(int status, byte[] bytes, HttpResponse<byte[]> raw) {
    JsonNode json() {
      return Json.tree(text());
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final Map<String, String> headers;

  private HttpCaller(String base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  static HttpCaller at(URI origin, String path) {
    return new HttpCaller(origin + path, Map.of());
  }

  HttpCaller with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpCaller(base, more);
  }

  Answer get(String path) {
    return send("GET", path, "", BodyPublishers.noBody());
  }

  Answer delete(String path) {
    return send("DELETE", path, "", BodyPublishers.noBody());
  }

  Answer json(String method, String path, Object body) {
    var text = body instanceof String given ? given : Json.write(body);
    return send(method, path, "application/json", BodyPublishers.ofString(text));
  }

  Answer form(String method, String path, String... namesAndValues) {
    var form = new StringBuilder();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      form.append(form.isEmpty() ? "" : "&")
          .append(namesAndValues[i])
          .append('=')
          .append(encoded(namesAndValues[i + 1]));
    }
    return send(
        method,
        path,
        "application/x-www-form-urlencoded",
        BodyPublishers.ofString(form.toString()));
  }

  Answer file(String path, String fileName, byte[] bytes, Map<String, String> fields) {
    var boundary = "----sandbox";
    var head = new StringBuilder();
    fields.forEach((name, value) ->
        head.append(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(boundary, name, value)));
    head.append(
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(boundary, fileName));
    var tail = "\r\n--%s--\r\n".formatted(boundary);
    var body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head.toString()),
            BodyPublishers.ofByteArray(bytes),
            BodyPublishers.ofString(tail));
    return send("POST", path, "multipart/form-data; boundary=" + boundary, body);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer send(String method, String path, String contentType, BodyPublisher body) {
    var request = HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    headers.forEach(request::header);
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), answer.body(), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
