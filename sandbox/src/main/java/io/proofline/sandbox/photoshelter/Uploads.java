package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.proofline.sandbox.web.Input;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The file parts of a multipart body. */
final class Uploads {
  private Uploads() {}

  /** Stores all parts called {@code file}, where the form says. */
  static List<Media> store(Context call, Library library, Account account) {
    var gallery = Input.filled(call.formParam("gallery_id")).map(library::gallery);
    var searchable = !Optional.of("f").equals(Input.filled(call.formParam("f_searchable")));
    return parts(call).stream()
        .map(part ->
            library.upload(bytes(part), part.filename(), account.userId(), searchable, gallery))
        .toList();
  }

  /** The parts, of which there must be one at least. */
  static List<UploadedFile> parts(Context call) {
    var parts =
        Stream.concat(call.uploadedFiles("file").stream(), call.uploadedFiles("file[]").stream())
            .toList();
    if (parts.isEmpty()) {
      throw Refused.badRequest("The part file is missing");
    }
    return parts;
  }

  static byte[] bytes(UploadedFile part) {
    try (var content = part.content()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
