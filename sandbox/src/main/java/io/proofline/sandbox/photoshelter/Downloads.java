package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Bytes that a browser or a client saves under the file's name. */
final class Downloads {
  private Downloads() {}

  static void send(Context call, String fileName, byte[] bytes) {
    var ascii = fileName.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "_");
    var encoded = URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20");
    call.contentType("application/octet-stream")
        .header(
            "Content-Disposition",
            "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(ascii, encoded))
        .header("Content-Length", String.valueOf(bytes.length))
        .result(bytes);
  }
}
