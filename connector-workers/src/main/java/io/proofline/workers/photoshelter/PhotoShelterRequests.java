package io.proofline.workers.photoshelter;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Builds HTTP requests to PhotoShelter. Pure; the session adds the credentials. */
final class PhotoShelterRequests {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI base;
  private final Duration timeout;

  PhotoShelterRequests(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
  }

  HttpRequest.Builder get(String path, Map<String, ?> query) {
    return builder(path, query).GET();
  }

  HttpRequest.Builder form(String method, String path, Map<String, ?> fields) {
    return builder(path, Map.of())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .method(method, BodyPublishers.ofString(encode(fields)));
  }

  HttpRequest.Builder json(String method, String path, Object body) {
    return builder(path, Map.of())
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  /** A file of any size with the fields of a form; the file is read as it is sent. */
  HttpRequest.Builder multipart(
      String path, Map<String, String> fields, Path file, String name, String type) {
    var boundary = "proofline-" + UUID.randomUUID();
    var head = new StringBuilder();
    fields.forEach((field, value) ->
        head.append(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(boundary, field, value)));
    head.append(
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
            .formatted(boundary, sanitizeFileName(name), type));
    return builder(path, Map.of())
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .POST(
            BodyPublishers.concat(
                BodyPublishers.ofString(head.toString()),
                content(file),
                BodyPublishers.ofString("\r\n--%s--\r\n".formatted(boundary))));
  }

  /** Replaces characters that would end the name or the header. */
  private static String sanitizeFileName(String name) {
    return name.replaceAll("[\"\\\\\\p{Cntrl}]", "_");
  }

  private static HttpRequest.BodyPublisher content(Path file) {
    try {
      return BodyPublishers.ofFile(file);
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException("The file to upload is missing", e);
    }
  }

  HttpRequest.Builder withoutBody(String method, String path, Map<String, ?> query) {
    return builder(path, query).method(method, BodyPublishers.noBody());
  }

  /** Encodes a segment; a blank becomes %20, which is valid in paths, queries and forms. */
  static String encodeSegment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder builder(String path, Map<String, ?> query) {
    var uri = base + path + (query.isEmpty() ? "" : "?" + encode(query));
    return HttpRequest.newBuilder(URI.create(uri))
        .timeout(timeout)
        .header("Accept", "application/json");
  }

  private static String encode(Map<String, ?> fields) {
    return fields.entrySet().stream()
        .map(field ->
            encodeSegment(field.getKey()) + "=" + encodeSegment(String.valueOf(field.getValue())))
        .collect(Collectors.joining("&"));
  }
}
