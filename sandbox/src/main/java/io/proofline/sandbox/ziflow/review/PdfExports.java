package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.ExecutorShutdown;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.notification.ProofEventFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PDF exports of reviews. They are created in the background and kept for an hour in memory only.
 */
public final class PdfExports implements AutoCloseable {
  /** The kind of export. */
  public enum Kind {
    SUMMARY("summary", "summary_event"),
    COMMENTS("pdf_with_comments", "pdf_with_comments");

    private final String action;
    private final String detail;

    Kind(String action, String detail) {
      this.action = action;
      this.detail = detail;
    }
  }

  /**
   * One request.
   *
   * @param file empty while it is being created
   */
  public record Export(String proofId, Instant requestedAt, Optional<byte[]> file) {}

  private static final Logger LOG = LoggerFactory.getLogger(PdfExports.class);
  private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

  private final AccountStore account;
  private final ProofEventFactory proofEventFactory;
  private final Supplier<URI> origin;
  private final Map<String, Export> exports = new ConcurrentHashMap<>();
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newBuilder().executor(work).build();

  public PdfExports(AccountStore account, Supplier<URI> origin) {
    this.account = account;
    this.proofEventFactory = new ProofEventFactory(account);
    this.origin = origin;
  }

  /**
   * Starts an export and returns at once.
   *
   * @param responseUrl the address to notify when it is ready; the webhooks if empty
   * @return the id of the request
   */
  public String start(Kind kind, Proof proof, Optional<URI> responseUrl, Contact user) {
    var id = UUID.randomUUID().toString();
    exports.put(id, new Export(proof.id(), account.now(), Optional.empty()));
    work.execute(() -> {
      var pdf = new ReviewPdf(account).of(proof, kind == Kind.COMMENTS);
      exports.put(id, new Export(proof.id(), account.now(), Optional.of(pdf)));
      responseUrl.ifPresentOrElse(
          url -> post(url, id), () -> account.commit(event(kind, proof, id, user)));
    });
    return id;
  }

  /** The export; empty if it never existed or has expired. */
  public Optional<Export> find(String id) {
    exports
        .values()
        .removeIf(each -> each.requestedAt().plus(TIME_TO_LIVE).isBefore(account.now()));
    return Optional.ofNullable(exports.get(id));
  }

  public String location(String id) {
    return "%s/exports/%s.pdf".formatted(origin.get(), id);
  }

  @Override
  public void close() {
    http.shutdownNow();
    ExecutorShutdown.shutDown(work);
  }

  private List<ZiflowChange> event(Kind kind, Proof proof, String id, Contact user) {
    var detail = Json.object("request_id", id, "location", location(id));
    return proofEventFactory.create(
        kind.action, kind.action, proof, user, Json.object(kind.detail, detail));
  }

  private void post(URI url, String id) {
    var body = Json.write(Json.object("request_id", id, "location", location(id)));
    var request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      http.send(request, BodyHandlers.discarding());
    } catch (IOException e) {
      LOG.debug("{} could not be notified of export {}: {}", url, id, e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
