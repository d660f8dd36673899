package io.proofline.sandbox.photoshelter.http;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.RequestInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the file parts of a multipart body. */
public final class MultipartUploads {
  private MultipartUploads() {}

  /** Stores all parts called {@code file} in the gallery that the form names. */
  public static List<Media> store(Context call, PhotoShelterStores stores) {
    var gallery = RequestInput.filled(call.formParam("gallery_id")).map(stores.library::gallery);
    var searchable = !Optional.of("f").equals(RequestInput.filled(call.formParam("f_searchable")));
    return store(call, stores, gallery, searchable);
  }

  /** Stores all parts called {@code file} in a gallery, or in none. */
  public static List<Media> store(
      Context call, PhotoShelterStores stores, Optional<Gallery> gallery, boolean searchable) {
    return parts(call).stream()
        .map(part ->
            stores.files.upload(
                bytes(part), part.filename(), stores.account.userId(), searchable, gallery))
        .toList();
  }

  /** The file parts; at least one is required. */
  public static List<UploadedFile> parts(Context call) {
    var parts =
        Stream.concat(call.uploadedFiles("file").stream(), call.uploadedFiles("file[]").stream())
            .toList();
    if (parts.isEmpty()) {
      throw PhotoShelterApiException.badRequest("The part file is missing");
    }
    return parts;
  }

  public static byte[] bytes(UploadedFile part) {
    try (var content = part.content()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
