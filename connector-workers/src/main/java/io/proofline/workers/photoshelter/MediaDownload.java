package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiHttpClient;
import io.proofline.workers.call.ApiResponse;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.DownloadPolicy;
import io.proofline.workers.call.RedirectFollower;
import io.proofline.workers.files.DownloadedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Streams a file to disk. Open question: whether a download redirects; redirects are followed to
 * addresses that the {@link DownloadPolicy} allows, and the credentials go to no other host.
 */
final class MediaDownload {

  private static final int MAX_ERROR_BYTES = 10_000;

  private final ApiHttpClient apiHttpClient;
  private final RedirectFollower redirectFollower;

  MediaDownload(ApiHttpClient apiHttpClient, DownloadPolicy policy) {
    this.apiHttpClient = apiHttpClient;
    this.redirectFollower = new RedirectFollower(Api.PHOTOSHELTER, apiHttpClient, policy);
  }

  CallResult<DownloadedFile> download(HttpRequest request, Media media, Path target) {
    return redirectFollower
        .download(request, target)
        .then(response -> checkResponse(response, media, target));
  }

  private CallResult<DownloadedFile> checkResponse(
      HttpResponse<Path> response, Media media, Path file) {
    try {
      if (response.statusCode() != 200) {
        return toFailure(response, file);
      }
      long length = Files.size(file);
      Long expected = expectedLength(response, media);
      return expected != null && expected != length
          ? noUsableResponse("%d of %d bytes arrived".formatted(length, expected))
          : new Success<>(DownloadedFile.of(file, type(response)));
    } catch (IOException e) {
      throw new UncheckedIOException("A download can't be read back", e);
    }
  }

  /**
   * The length that the transfer states, else the size in the record: downloads contain edited IPTC
   * texts again, and then the two differ.
   */
  private static @Nullable Long expectedLength(HttpResponse<Path> response, Media media) {
    var contentLength = response.headers().firstValueAsLong("Content-Length");
    return contentLength.isPresent() ? Long.valueOf(contentLength.getAsLong()) : media.fileSize();
  }

  private CallResult<DownloadedFile> toFailure(HttpResponse<Path> response, Path file)
      throws IOException {
    try (var in = Files.newInputStream(file)) {
      var body = new String(in.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
      return apiHttpClient
          .requireSuccess(new ApiResponse(response.statusCode(), response.headers(), body))
          .then(_ -> noUsableResponse("status " + response.statusCode() + " to a download"));
    }
  }

  private static String type(HttpResponse<Path> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  private static <T> CallResult<T> noUsableResponse(String cause) {
    return new Failure<>(new NoUsableResponse(Api.PHOTOSHELTER, cause));
  }
}
