package io.proofline.sandbox.photoshelter.http;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.picture.EmbeddedMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Sends downloads: one file under its name, or several files as a zip. */
public final class DownloadResponses {
  private DownloadResponses() {}

  /** The original bytes, or with {@code embed} a copy with the current IPTC. */
  public static byte[] bytes(LibraryStore libraryStore, Media file, boolean embed) {
    return embed && file.edited()
        ? EmbeddedMetadata.embed(libraryStore.bytes(file), file.iptc())
        : libraryStore.bytes(file);
  }

  public static void send(Context call, String fileName, byte[] bytes) {
    var ascii = fileName.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "_");
    var encoded = URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20");
    call.contentType("application/octet-stream")
        .header(
            "Content-Disposition",
            "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(ascii, encoded))
        .header("Content-Length", String.valueOf(bytes.length))
        .result(bytes);
  }

  /** Sends all files in one zip; of two files with one name the later is named after its id. */
  public static void sendZip(Context call, List<Media> files, Function<Media, byte[]> bytes) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      var taken = new HashSet<String>();
      for (var file : files) {
        var name = taken.add(file.fileName()) ? file.fileName() : file.id() + " " + file.fileName();
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes.apply(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    send(call, "files.zip", out.toByteArray());
    call.contentType("application/zip");
  }
}
