package io.proofline.console.picture;

import io.proofline.console.picture.PictureAnswer.Missing;
import io.proofline.console.picture.PictureAnswer.NotNow;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Pictures from the workers, which hold the sessions of the library. At most one call is made for a
 * picture at a time, and few calls together; a picture that is not there yet is fetched on while a
 * placeholder is shown. Thread-safe.
 */
final class PictureCache implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PictureCache.class);
  private static final int LARGEST_PICTURE = 10_000_000;
  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration MISSING_FOR = Duration.ofMinutes(10);
  private static final Duration DEFAULT_RETRY = Duration.ofSeconds(10);
  private static final long LONGEST_RETRY_SECONDS = 600;
  private static final PictureAnswer MISSING = new Missing();
  private static final PictureAnswer NOT_NOW = new NotNow();

  private final PictureSettings settings;
  private final PictureFiles files;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Executor executor = task -> Thread.ofVirtual().name("picture-", 0).start(task);
  private final Semaphore calls;
  private final Map<PictureKey, CompletableFuture<PictureAnswer>> fetches =
      new ConcurrentHashMap<>();
  private final Map<PictureKey, Remembered> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<PictureKey, Remembered> eldest) {
              return size() > MOST_REMEMBERED;
            }
          });

  PictureCache(PictureSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.files = new PictureFiles(settings.directory(), settings.largestSize().toBytes(), clock);
    this.calls = new Semaphore(settings.parallel());
  }

  /** An answer without a picture that holds for a while. */
  private record Remembered(PictureAnswer answer, Instant until) {}

  /** A picture; waits for it for the time of the settings, while it is fetched. */
  PictureAnswer get(PictureKey key) {
    return files.find(key).or(() -> remembered(key)).orElseGet(() -> fetched(key));
  }

  private Optional<PictureAnswer> remembered(PictureKey key) {
    return Optional.ofNullable(remembered.get(key))
        .filter(each -> clock.instant().isBefore(each.until()))
        .map(Remembered::answer);
  }

  private PictureAnswer fetched(PictureKey key) {
    var fetch =
        fetches.computeIfAbsent(
            key, _ -> CompletableFuture.supplyAsync(() -> fetchOnce(key), executor));
    try {
      return fetch.get(settings.longestWait().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return NOT_NOW;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return NOT_NOW;
    }
  }

  private PictureAnswer fetchOnce(PictureKey key) {
    try {
      calls.acquire();
      try {
        // an earlier fetch may have ended between the look at the disk and this one
        return files.find(key).orElseGet(() -> fetch(key));
      } finally {
        calls.release();
        fetches.remove(key);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return NOT_NOW;
    }
  }

  private PictureAnswer fetch(PictureKey key) {
    try {
      var answer = client.send(request(key), BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        return switch (answer.statusCode()) {
          case 200 -> store(key, answer, body);
          case 404 -> remember(key, MISSING, MISSING_FOR);
          default -> remember(key, NOT_NOW, retryAfter(answer));
        };
      }
    } catch (IOException e) {
      LOG.warn("A picture could not be fetched: {}", e.toString());
      return remember(key, NOT_NOW, DEFAULT_RETRY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return NOT_NOW;
    }
  }

  private HttpRequest request(PictureKey key) {
    var token = settings.token();
    return HttpRequest.newBuilder(
            URI.create(
                "%s/thumbnails/%s?size=%s"
                    .formatted(settings.workersUrl(), key.assetId(), key.size().word())))
        .timeout(CALL_TIMEOUT)
        .header("Authorization", "Bearer " + (token == null ? "" : token.value()))
        .GET()
        .build();
  }

  private PictureAnswer store(PictureKey key, HttpResponse<InputStream> answer, InputStream body)
      throws IOException {
    var type = type(answer);
    var content = body.readNBytes(LARGEST_PICTURE + 1);
    if (!PictureFiles.isPicture(type) || content.length > LARGEST_PICTURE) {
      LOG.warn("A picture of type {} is too large, or can't be shown", type);
      return remember(key, MISSING, MISSING_FOR);
    }
    return files.store(key, type, content);
  }

  private static MediaType type(HttpResponse<?> answer) {
    try {
      return answer
          .headers()
          .firstValue("Content-Type")
          .map(MediaType::parseMediaType)
          .orElse(MediaType.APPLICATION_OCTET_STREAM);
    } catch (InvalidMediaTypeException _) {
      return MediaType.APPLICATION_OCTET_STREAM;
    }
  }

  private PictureAnswer remember(PictureKey key, PictureAnswer answer, Duration time) {
    remembered.put(key, new Remembered(answer, clock.instant().plus(time)));
    return answer;
  }

  private static Duration retryAfter(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(Long::parseLong)
        .map(seconds -> Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_RETRY_SECONDS)))
        .orElse(DEFAULT_RETRY);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
