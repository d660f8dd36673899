package io.proofline.workers.poll;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import org.jspecify.annotations.Nullable;

/** Whether the library lists by filter; asked until it has answered once. */
final class Filters {

  private final PhotoShelterClient library;
  private @Nullable Boolean work;

  Filters(PhotoShelterClient library) {
    this.library = library;
  }

  CallResult<Boolean> work() {
    var answered = work;
    return answered != null
        ? new Success<>(answered)
        : library
            .filtersWork()
            .map(answer -> {
              work = answer;
              return answer;
            });
  }
}
