package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Json;
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

/** PDFs that are made in the background and live for an hour; a restart forgets them. */
final class Exports implements AutoCloseable {
  /** What is made of a proof. */
  enum Kind {
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
   * @param file empty while it is being made
   */
  record Export(String proofId, Instant asked, Optional<byte[]> file) {}

  private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
  private static final Duration LIFE = Duration.ofHours(1);

  private final Desk desk;
  private final Events events;
  private final Supplier<URI> origin;
  private final Map<String, Export> exports = new ConcurrentHashMap<>();
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newBuilder().executor(work).build();

  Exports(Desk desk, Supplier<URI> origin) {
    this.desk = desk;
    this.events = new Events(desk);
    this.origin = origin;
  }

  /**
   * Starts to make one and answers at once.
   *
   * @param responseUrl who is told when it is there; the webhooks when nobody
   * @return the id of the request
   */
  String begin(Kind kind, Proof proof, Optional<URI> responseUrl, Contact user) {
    var id = UUID.randomUUID().toString();
    exports.put(id, new Export(proof.id(), desk.now(), Optional.empty()));
    work.execute(() -> {
      var pdf = new ReviewPdf(desk).of(proof, kind == Kind.COMMENTS);
      exports.put(id, new Export(proof.id(), desk.now(), Optional.of(pdf)));
      responseUrl.ifPresentOrElse(
          url -> post(url, id), () -> desk.change(event(kind, proof, id, user)));
    });
    return id;
  }

  /** Empty when there never was one, or its hour is over. */
  Optional<Export> find(String id) {
    exports.values().removeIf(each -> each.asked().plus(LIFE).isBefore(desk.now()));
    return Optional.ofNullable(exports.get(id));
  }

  String location(String id) {
    return "%s/exports/%s.pdf".formatted(origin.get(), id);
  }

  @Override
  public void close() {
    http.shutdownNow();
    Stopping.now(work);
  }

  private List<ZiflowChange> event(Kind kind, Proof proof, String id, Contact user) {
    var detail = Json.object("request_id", id, "location", location(id));
    return events.of(kind.action, kind.action, proof, user, Json.object(kind.detail, detail));
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
      LOG.debug("{} was not told of export {}: {}", url, id, e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
