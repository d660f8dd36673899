package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.watch.Oracle;
import io.proofline.sandbox.watch.Trespass;
import java.util.Optional;
import java.util.Set;

/** Tells which calls write to a file in the trash; restoring it is allowed. */
final class TrashedWrites {
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final Library library;

  TrashedWrites(Library library) {
    this.library = library;
  }

  Optional<Trespass> of(Context call) {
    if (!WRITES.contains(call.method().name()) || call.path().endsWith("/restore")) {
      return Optional.empty();
    }
    return MentionedMedia.of(call)
        .filter(library::isTrashed)
        .findFirst()
        .map(id -> new Trespass(Oracle.WRITE_TO_TRASHED, id));
  }
}
