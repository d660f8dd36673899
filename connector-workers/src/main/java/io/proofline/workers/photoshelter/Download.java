package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiHttpClient;
import io.proofline.workers.call.ApiResponse;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.RedirectFollower;
import io.proofline.workers.files.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Streams a file to disk. Open question: whether a download redirects; redirects are followed, and
 * the credentials go to no other host.
 */
final class Download {

  private static final int LONGEST_ERROR = 10_000;

  private final ApiHttpClient apiHttpClient;
  private final RedirectFollower redirectFollower;

  Download(ApiHttpClient apiHttpClient) {
    this.apiHttpClient = apiHttpClient;
    this.redirectFollower = new RedirectFollower(Api.PHOTOSHELTER, apiHttpClient);
  }

  CallResult<Received> to(HttpRequest request, Media media, Path target) {
    return redirectFollower
        .follow(request, BodyHandlers.ofFile(target))
        .then(response -> received(response, media, target));
  }

  private CallResult<Received> received(HttpResponse<Path> response, Media media, Path file) {
    try {
      if (response.statusCode() != 200) {
        return refused(response, file);
      }
      long length = Files.size(file);
      Long expected = expected(response, media);
      return expected != null && expected != length
          ? unanswered("%d of %d bytes arrived".formatted(length, expected))
          : new Success<>(Received.of(file, type(response)));
    } catch (IOException e) {
      throw new UncheckedIOException("A download can't be read back", e);
    }
  }

  /**
   * The transfer's own length where it is said. The record's size is second: edited IPTC is
   * embedded into downloads again, and then the two differ.
   */
  private static @Nullable Long expected(HttpResponse<Path> response, Media media) {
    var said = response.headers().firstValueAsLong("Content-Length");
    return said.isPresent() ? Long.valueOf(said.getAsLong()) : media.fileSize();
  }

  private CallResult<Received> refused(HttpResponse<Path> response, Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var body = new String(in.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
      return apiHttpClient
          .requireSuccess(new ApiResponse(response.statusCode(), response.headers(), body))
          .then(_ -> unanswered("status " + response.statusCode() + " to a download"));
    }
  }

  private static String type(HttpResponse<Path> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  private static <T> CallResult<T> unanswered(String cause) {
    return new Failure<>(new NoUsableResponse(Api.PHOTOSHELTER, cause));
  }
}
