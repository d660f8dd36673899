package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.watch.Oracle;
import io.proofline.sandbox.watch.Trespass;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells which calls write to a file in the trash; restoring it is allowed. */
final class TrashedWrites {
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final Pattern NO_ID = Pattern.compile("[^A-Za-z0-9_.-]+");

  private final Library library;

  TrashedWrites(Library library) {
    this.library = library;
  }

  Optional<Trespass> of(Context call) {
    if (!WRITES.contains(call.method().name()) || call.path().endsWith("/restore")) {
      return Optional.empty();
    }
    return NO_ID
        .splitAsStream(written(call))
        .filter(library::isTrashed)
        .findFirst()
        .map(id -> new Trespass(Oracle.WRITE_TO_TRASHED, id));
  }

  /** The path, and what is to be put into a gallery: that id stands in the body. */
  private static String written(Context call) {
    return call.path().endsWith("/children") && !call.isMultipartFormData()
        ? call.path() + " " + call.body()
        : call.path();
  }
}
