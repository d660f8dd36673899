package io.proofline.workers.poll;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import org.jspecify.annotations.Nullable;

/** Whether the library can list media by filter. Asks the API until it has answered once. */
final class MediaFilterSupport {

  private final PhotoShelterClient library;
  private @Nullable Boolean isSupported;

  MediaFilterSupport(PhotoShelterClient library) {
    this.library = library;
  }

  CallResult<Boolean> isSupported() {
    var answered = isSupported;
    return answered != null
        ? new Success<>(answered)
        : library
            .filtersWork()
            .map(answer -> {
              isSupported = answer;
              return answer;
            });
  }
}
