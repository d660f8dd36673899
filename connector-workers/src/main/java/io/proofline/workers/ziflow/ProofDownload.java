package io.proofline.workers.ziflow;

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
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Downloads a proof's file from its {@code download_link} to disk. Open questions: whether the link
 * needs our key (a setting), and how long it is valid: it is used at once, and a rejection by a
 * host other than the API's does not count as a rejection of our key.
 */
final class ProofDownload {

  private static final int MAX_ERROR_BYTES = 10_000;

  private final ZiflowProperties settings;
  private final ApiHttpClient apiHttpClient;
  private final RedirectFollower redirectFollower;

  ProofDownload(ZiflowProperties settings, ApiHttpClient apiHttpClient) {
    this.settings = settings;
    this.apiHttpClient = apiHttpClient;
    this.redirectFollower =
        new RedirectFollower(Api.ZIFLOW, apiHttpClient, settings.downloadPolicy());
  }

  CallResult<DownloadedFile> download(String link, Path target) {
    return RedirectFollower.resolve(settings.baseUrl(), link)
        .map(address -> redirectFollower.download(request(address), target))
        .orElseGet(() -> noUsableResponse("the link to the proof's file is malformed"))
        .then(response -> checkResponse(response, target));
  }

  private HttpRequest request(URI address) {
    var request = HttpRequest.newBuilder(address).timeout(settings.downloadTimeout()).GET();
    boolean withKey =
        switch (settings.downloadKey()) {
          case API_HOST -> isApiHost(address);
          case ALWAYS -> true;
        };
    return withKey ? request.header("apikey", settings.apiKey().value()).build() : request.build();
  }

  private CallResult<DownloadedFile> checkResponse(HttpResponse<Path> response, Path file) {
    try {
      if (response.statusCode() != 200) {
        return toFailure(response, file);
      }
      long length = Files.size(file);
      var contentLength = response.headers().firstValueAsLong("Content-Length");
      var type = response.headers().firstValue("Content-Type").orElse("");
      return contentLength.isPresent() && contentLength.getAsLong() != length
          ? noUsableResponse("%d of %d bytes arrived".formatted(length, contentLength.getAsLong()))
          : new Success<>(DownloadedFile.of(file, type));
    } catch (IOException e) {
      throw new UncheckedIOException("The downloaded file of a proof can't be read", e);
    }
  }

  private CallResult<DownloadedFile> toFailure(HttpResponse<Path> response, Path file)
      throws IOException {
    if (!isApiHost(response.uri())) {
      return noUsableResponse("status %d to a download".formatted(response.statusCode()));
    }
    try (var in = Files.newInputStream(file)) {
      var body = new String(in.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
      return apiHttpClient
          .requireSuccess(new ApiResponse(response.statusCode(), response.headers(), body))
          .then(_ -> noUsableResponse("status %d to a download".formatted(response.statusCode())));
    }
  }

  private boolean isApiHost(URI address) {
    return DownloadPolicy.isSameOrigin(address, settings.baseUrl());
  }

  private static <T> CallResult<T> noUsableResponse(String cause) {
    return new Failure<>(new NoUsableResponse(Api.ZIFLOW, cause));
  }
}
