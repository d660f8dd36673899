package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Answer;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.call.Http;
import io.proofline.workers.files.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Streams a file to disk. Open question: whether a download redirects; redirects are followed, and
 * the credentials go to no other host.
 */
final class Download {

  private static final int MOST_REDIRECTS = 5;
  private static final int LONGEST_ERROR = 10_000;

  private final PhotoShelterProperties settings;
  private final Http http;

  Download(PhotoShelterProperties settings, Http http) {
    this.settings = settings;
    this.http = http;
  }

  CallResult<Received> to(HttpRequest request, Media media, Path target) {
    return follow(request, target, MOST_REDIRECTS)
        .then(response -> received(response, media, target));
  }

  private CallResult<HttpResponse<Path>> follow(HttpRequest request, Path target, int left) {
    return http.send(request, BodyHandlers.ofFile(target))
        .then(response -> {
          var location = response.headers().firstValue("Location");
          boolean redirected = response.statusCode() / 100 == 3 && location.isPresent();
          if (!redirected) {
            return new Done<>(response);
          }
          return left == 0
              ? unanswered("it redirects too often")
              : follow(redirect(request, location.get()), target, left - 1);
        });
  }

  private HttpRequest redirect(HttpRequest from, String location) {
    var to = from.uri().resolve(location);
    var plain = HttpRequest.newBuilder(to).timeout(settings.downloadTimeout()).GET();
    return isSameOrigin(from.uri(), to) ? withHeaders(plain, from) : plain.build();
  }

  private static HttpRequest withHeaders(HttpRequest.Builder to, HttpRequest from) {
    from.headers().map().forEach((name, values) -> values.forEach(v -> to.header(name, v)));
    return to.build();
  }

  private static boolean isSameOrigin(URI one, URI other) {
    return one.getPort() == other.getPort()
        && Objects.equals(one.getScheme(), other.getScheme())
        && Objects.equals(one.getHost(), other.getHost());
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
          : new Done<>(Received.of(file, type(response)));
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
      return http.judged(new Answer(response.statusCode(), response.headers(), body))
          .then(_ -> unanswered("status " + response.statusCode() + " to a download"));
    }
  }

  private static String type(HttpResponse<Path> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  private static <T> CallResult<T> unanswered(String cause) {
    return new Failed<>(new Unanswered(Api.PHOTOSHELTER, cause));
  }
}
