package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.picture.DecodedImage;
import io.proofline.sandbox.web.ExecutorShutdown;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.model.Proof;
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
public final class SourceFileFetcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceFileFetcher.class);

  private static final List<Duration> PAUSES =
      Stream.of(1, 2, 4, 8, 15, 30).map(Duration::ofSeconds).toList();

  private final ContentAddressedStore contentAddressedStore;
  private final ZiflowSettings settings;
  private final ExecutorService fetchers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(fetchers)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final Semaphore decodePermit = new Semaphore(1);
  private final Set<String> acceptableHashes = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  public SourceFileFetcher(ContentAddressedStore contentAddressedStore, ZiflowSettings settings) {
    this.contentAddressedStore = contentAddressedStore;
    this.settings = settings;
  }

  /** Starts the fetch and returns at once; the proof is marked ready or failed later. */
  public void fetch(Proof proof, ProofLifecycle lifecycle) {
    fetchers.execute(() -> process(proof, lifecycle));
  }

  /**
   * Stops fetching. Proofs with unfinished fetches stay {@code uploading} and are fetched again at
   * the next start.
   */
  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
    ExecutorShutdown.shutDown(fetchers);
  }

  private void process(Proof proof, ProofLifecycle lifecycle) {
    try {
      finish(proof, lifecycle);
    } catch (ZiflowApiException _) {
      LOG.debug("proof {} was deleted while its file was fetched", proof.id());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish(Proof proof, ProofLifecycle lifecycle) throws InterruptedException {
    var fetched = new ArrayList<Proof.Source>();
    for (var source : proof.sources()) {
      var bytes = download(source.url());
      if (bytes.isPresent() && isAcceptable(bytes.get())) {
        fetched.add(source.withFile(contentAddressedStore.store(bytes.get()), bytes.get().length));
      }
    }
    if (closed) {
      return;
    }
    if (fetched.size() == proof.sources().size()) {
      lifecycle.markReady(proof.id(), fetched);
    } else {
      lifecycle.markFailed(proof.id());
    }
  }

  /**
   * Whether Ziflow retries is unknown. Here an unreachable address is retried for about a minute,
   * so that its server can be restarted meanwhile.
   */
  private Optional<byte[]> download(String url) throws InterruptedException {
    for (int retries = 0; !closed; retries++) {
      try {
        return get(url);
      } catch (ConnectException e) {
        if (retries == PAUSES.size()) {
          LOG.debug("{} can't be reached: {}", url, e.toString());
          return Optional.empty();
        }
        Thread.sleep(PAUSES.get(retries));
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
      LOG.debug("{} could not be fetched: {}", url, e.toString());
      return Optional.empty();
    }
  }

  /**
   * Whether the bytes are reviewable. Checks equal bytes once, and one file at a time: many files
   * must not starve API calls.
   */
  private boolean isAcceptable(byte[] bytes) throws InterruptedException {
    var name = ContentAddressedStore.nameOf(bytes);
    if (acceptableHashes.contains(name)) {
      return true;
    }
    decodePermit.acquire();
    try {
      if (isReviewable(bytes)) {
        acceptableHashes.add(name);
      }
      return acceptableHashes.contains(name);
    } finally {
      decodePermit.release();
    }
  }

  /** Whether the bytes are a decodable picture, or begin like a PDF, an MP4 or a ZIP. */
  static boolean isReviewable(byte[] bytes) {
    return startsWith(bytes, 0, "%PDF")
        || startsWith(bytes, 4, "ftyp")
        || startsWith(bytes, 0, "PK")
        || DecodedImage.decode(bytes).isPresent();
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
