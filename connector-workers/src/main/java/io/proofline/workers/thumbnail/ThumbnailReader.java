package io.proofline.workers.thumbnail;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiCallContext;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.CallPriority;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.RedirectFollower;
import io.proofline.workers.files.Spool;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.work.Clocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Reads a thumbnail: one call of PhotoShelter for its link, and one request to the address of the
 * link. The call has the lowest priority and uses the share of the rate limit that is reserved for
 * requests outside commands. The image comes from a content delivery network, which gets no
 * credentials of ours and to which the rate limit of the API does not apply. Thread-safe.
 */
final class ThumbnailReader {

  /** Types that a browser shows as an image and that contain no script. */
  private static final List<MediaType> TYPES =
      List.of(
          MediaType.IMAGE_JPEG,
          MediaType.IMAGE_PNG,
          MediaType.IMAGE_GIF,
          MediaType.valueOf("image/webp"),
          MediaType.valueOf("image/avif"));

  private static final Duration SHORTEST_DOWNLOAD = Duration.ofSeconds(1);

  private final PhotoShelterClient library;
  private final RedirectFollower images;
  private final Spool spool;
  private final Duration within;
  private final Clocks clocks;

  /**
   * A reader.
   *
   * @param images without rate limit, and with a limit of the bytes of an image
   * @param within deadline of the call
   */
  ThumbnailReader(
      PhotoShelterClient library,
      RedirectFollower images,
      Spool spool,
      Duration within,
      Clocks clocks) {
    this.library = library;
    this.images = images;
    this.spool = spool;
    this.within = within;
    this.clocks = clocks;
  }

  /** The thumbnail; {@code NotFound} for an asset without a picture. */
  CallResult<Thumbnail> read(String asset, ThumbnailSize size) {
    long deadline = clocks.nanos().getAsLong() + within.toNanos();
    return ApiCallContext.of(CallPriority.KEPT, new AtomicInteger())
        .withDeadline(deadline)
        .run(() -> library.pictureLink(asset, size.box()))
        .then(link -> download(link, deadline));
  }

  private CallResult<Thumbnail> download(URI link, long deadline) {
    var left = Duration.ofNanos(deadline - clocks.nanos().getAsLong());
    var timeout = left.compareTo(SHORTEST_DOWNLOAD) < 0 ? SHORTEST_DOWNLOAD : left;
    var request = HttpRequest.newBuilder(link).timeout(timeout).GET().build();
    return spool.withTemporaryFile(
        file -> images.download(request, file).then(response -> toThumbnail(response, file)));
  }

  private static CallResult<Thumbnail> toThumbnail(HttpResponse<Path> response, Path file) {
    if (response.statusCode() != 200) {
      return new Failure<>(error(response.statusCode()));
    }
    return imageType(response)
        .<CallResult<Thumbnail>>map(type -> new Success<>(new Thumbnail(type, read(file))))
        .orElseGet(() -> new Failure<>(new NotFound(Api.PHOTOSHELTER, "the link has no image")));
  }

  /** A status of a content delivery network concerns the image, and never our access. */
  private static ApiError error(int status) {
    return switch (status) {
      case 429, 503 -> new Throttled(Api.PHOTOSHELTER, status, Optional.empty());
      case 400, 401, 403, 404, 410, 415 ->
          new NotFound(Api.PHOTOSHELTER, "status %d for an image".formatted(status));
      default -> new NoUsableResponse(Api.PHOTOSHELTER, "status %d for an image".formatted(status));
    };
  }

  private static Optional<MediaType> imageType(HttpResponse<Path> response) {
    var stated = response.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse("");
    return TYPES.stream().filter(type -> stated.startsWith(type.toString())).findFirst();
  }

  private static ByteArrayResource read(Path file) {
    try {
      return new ByteArrayResource(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("A thumbnail can't be read back", e);
    }
  }
}
