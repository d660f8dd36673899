package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.oracle.ForbiddenWrite;
import io.proofline.sandbox.oracle.Oracle;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import java.util.Optional;
import java.util.Set;

/** Detects calls that write to a file in the trash; restoring the file is allowed. */
final class TrashedMediaWrites {
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final LibraryStore libraryStore;

  TrashedMediaWrites(LibraryStore libraryStore) {
    this.libraryStore = libraryStore;
  }

  Optional<ForbiddenWrite> forbiddenWrite(Context call) {
    if (!WRITES.contains(call.method().name()) || call.path().endsWith("/restore")) {
      return Optional.empty();
    }
    return CallMediaIds.candidateIds(call)
        .filter(libraryStore::isTrashed)
        .findFirst()
        .map(id -> new ForbiddenWrite(Oracle.WRITE_TO_TRASHED, id));
  }
}
