package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.picture.Picture;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the inputs of a new proof over HTTP, in the background, once each. */
final class FileFetcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileFetcher.class);

  private static final List<Duration> PAUSES =
      Stream.of(1, 2, 4, 8, 15, 30).map(Duration::ofSeconds).toList();

  private final Originals originals;
  private final ZiflowSettings settings;
  private final ExecutorService fetchers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(fetchers)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final Semaphore looking = new Semaphore(1);
  private final Set<String> fit = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  FileFetcher(Originals originals, ZiflowSettings settings) {
    this.originals = originals;
    this.settings = settings;
  }

  /** Answers at once; the proof is processed or failed later. */
  void fetch(Proof proof, Course course) {
    fetchers.execute(() -> process(proof, course));
  }

  /** What is still on its way stays {@code uploading} and is fetched anew at the next start. */
  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
    Stopping.now(fetchers);
  }

  private void process(Proof proof, Course course) {
    try {
      finish(proof, course);
    } catch (Refused _) {
      LOG.debug("proof {} was deleted while its file was fetched", proof.id());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish(Proof proof, Course course) throws InterruptedException {
    var fetched = new ArrayList<Proof.Source>();
    for (var source : proof.sources()) {
      var bytes = bytes(source.url());
      if (bytes.isPresent() && isFit(bytes.get())) {
        fetched.add(source.fetched(originals.store(bytes.get()), bytes.get().length));
      }
    }
    if (closed) {
      return;
    }
    if (fetched.size() == proof.sources().size()) {
      course.processed(proof.id(), fetched);
    } else {
      course.failed(proof.id());
    }
  }

  /**
   * Whether Ziflow tries again is not known (fact sheet 5). Here an address that nobody answers at
   * is tried for about a minute, so that whoever serves it may be started anew meanwhile.
   */
  private Optional<byte[]> bytes(String url) throws InterruptedException {
    for (int tried = 0; !closed; tried++) {
      try {
        return get(url);
      } catch (ConnectException e) {
        if (tried == PAUSES.size()) {
          LOG.debug("{} can't be reached: {}", url, e.toString());
          return Optional.empty();
        }
        Thread.sleep(PAUSES.get(tried));
      }
    }
    return Optional.empty();
  }

  private Optional<byte[]> get(String url) throws ConnectException, InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).timeout(settings.fetchLimit()).build();
      var answer = http.send(request, BodyHandlers.ofByteArray());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (ConnectException e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("{} did not come: {}", url, e.toString());
      return Optional.empty();
    }
  }

  /** Once for the same bytes, and one after the other: many files must not starve who calls. */
  private boolean isFit(byte[] bytes) throws InterruptedException {
    var name = Originals.name(bytes);
    if (fit.contains(name)) {
      return true;
    }
    looking.acquire();
    try {
      if (isReviewable(bytes)) {
        fit.add(name);
      }
      return fit.contains(name);
    } finally {
      looking.release();
    }
  }

  /** A picture that decodes, or a file that begins as a PDF, an MP4 or a ZIP does. */
  static boolean isReviewable(byte[] bytes) {
    return startsWith(bytes, 0, "%PDF")
        || startsWith(bytes, 4, "ftyp")
        || startsWith(bytes, 0, "PK")
        || Picture.decode(bytes).isPresent();
  }

  private static boolean startsWith(byte[] bytes, int from, String text) {
    if (bytes.length < from + text.length()) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
