package io.proofline.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.cli.RulesPublisher;
import io.proofline.journeys.PollingWait.Observation;
import io.proofline.rules.InvalidRulesException;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.DemoInstallation;
import io.proofline.standalone.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Measures the API calls per asset, by the simulators' journal: from its upload to its proof, for a
 * reread of the open proof, from the decision to the verdict on the asset, and from a version
 * uploaded in Ziflow to its final, including the poller's rereads until an edit has left its
 * window. It is not part of {@code verify}: {@code -Dit.test=CallsPerAsset -Dassets=1000}. With
 * {@code -Dziflow.search-lag=9999d} reads are not batched; with {@code
 * -Dphotoshelter.readings.rows=OFF} each file is read.
 */
class CallsPerAsset {

  private static final int ASSETS = Integer.getInteger("assets", 20);
  private static final Duration REREAD = Duration.ofSeconds(Math.max(120, ASSETS / 2));

  /** Longer than the poller's window. */
  private static final Duration SETTLED = Duration.ofSeconds(100);

  /** The defaults, ten times as fast. */
  private static final Map<String, String> PACE =
      Map.of(
          "poll.every", "6s",
          "poll.overlap", "90s",
          "poll.galleries-every", "30s",
          "ziflow.search-lag", "6s",
          "photoshelter.readings.rows", "V3");

  private static final String UPLOAD = "/mem/image/upload";

  private static final String EMAIL = "ann@example.com";
  private static final Pattern ENDED =
      Pattern.compile(
          "(?m)^proofline_workers_ended_total\\{.*lane=\"[^\"]*commands\\.ziflow\".* (\\S+)$");

  private final JourneyHttpClient journeyHttpClient = new JourneyHttpClient();
  private final PollingWait pollingWait = new PollingWait(Duration.ofHours(1), System.out::println);

  @Test
  void an_asset_costs_few_calls() throws InvalidRulesException, IOException {
    var settings =
        PACE.entrySet().stream()
            .collect(
                toMap(
                    each -> "proofline.workers." + each.getKey(),
                    each -> System.getProperty(each.getKey(), each.getValue())));
    try (var demoInstallation =
        new DemoInstallation(DataDirectory.temporary(), Ports.free(), null, settings, _ -> {})) {
      var at = demoInstallation.start();
      RulesPublisher.push(kafka(at), "default", rules());
      var start = counts(at);
      upload(at);
      counts(at)
          .forEach((kind, count) -> {
            if (kind.contains(UPLOAD)) { // calls of the photographer
              start.put(kind, count);
            }
          });
      pollingWait.until("a proof of each", () -> statusOfAll(at, "In review"));
      awaitEndOfPollWindow();
      var proofs = report(at, "upload to proof", start);

      double read = ended(at);
      pollingWait.until("each read again", () -> at(ended(at) - read));
      var rereads = report(at, "open proof read again", proofs.now());

      decide(at);
      pollingWait.until("a verdict on each", () -> statusOfAll(at, "Approved"));
      awaitEndOfPollWindow();
      var verdicts = report(at, "decision to verdict", rereads.now());
      System.out.println(arithmetic("PhotoShelter", "photoshelter", proofs, verdicts));
      System.out.println(arithmetic("Ziflow", "ziflow", proofs, verdicts));

      uploadVersions(at).forEach(version -> decide(at, version));
      pollingWait.until("a final of each", () -> statusOfAll(at, "Superseded"));
      awaitEndOfPollWindow();
      report(at, "version uploaded in Ziflow to its final in the library", verdicts.now());

      assertThat(proofs.perAsset("")).isPositive();
      assertThat(verdicts.perAsset("")).isPositive();
    } finally {
      journeyHttpClient.close();
    }
  }

  /** Calls of a phase by kind, and the totals at its end. */
  private record Phase(Map<String, Long> calls, Map<String, Long> now) {

    double perAsset(String api) {
      return calls.entrySet().stream()
              .filter(each -> each.getKey().startsWith(api))
              .mapToLong(Map.Entry::getValue)
              .sum()
          / (double) ASSETS;
    }
  }

  private void upload(DemoAddresses at) {
    var library = new LibraryClient(journeyHttpClient, at);
    var gallery = library.createGallery("All", library.createCollection("Measured"));
    var uploads = new UploadClient(journeyHttpClient, at);
    for (int i = 0; i < ASSETS; i++) {
      var name = "measured-%d.jpg".formatted(i);
      uploads.upload(SampleFiles.jpeg(name), name, gallery);
    }
  }

  private List<String> proofs(DemoAddresses at) {
    return journeyHttpClient
        .exchange(page(at, "/admin/ziflow/proofs"))
        .valueStream()
        .map(proof -> proof.path("id").asString(""))
        .toList();
  }

  private void decide(DemoAddresses at) {
    proofs(at).forEach(proof -> decide(at, proof));
  }

  private void decide(DemoAddresses at, String proof) {
    var path = "/admin/ziflow/proofs/%s/decide".formatted(proof);
    journeyHttpClient.exchange(
        HttpRequest.newBuilder(URI.create(at.sandbox() + path))
            .POST(JourneyHttpClient.json(Map.of("email", EMAIL, "decision", "approved"))));
  }

  private List<String> uploadVersions(DemoAddresses at) {
    var proofing = new ProofingClient(journeyHttpClient, at);
    return proofs(at).stream()
        .map(proof -> {
          var name = "final-%s.jpg".formatted(proof);
          return proofing.uploadVersion(proof, name, SampleFiles.jpeg(name));
        })
        .toList();
  }

  /** Waits until the poller has reread the edits, whose calls count for the asset too. */
  private void awaitEndOfPollWindow() {
    long until = System.nanoTime() + SETTLED.toNanos();
    pollingWait.until(
        "no edit in the poller's window",
        () -> {
          var left = Duration.ofNanos(until - System.nanoTime());
          return Observation.of(left.isNegative(), "%d s left".formatted(left.toSeconds()));
        });
  }

  private Observation<Boolean> statusOfAll(DemoAddresses at, String status) {
    long there =
        journeyHttpClient
            .exchange(page(at, "/admin/photoshelter/media"))
            .valueStream()
            .filter(each -> each.path("edit_status").asString("").equals(status))
            .count();
    return at(there);
  }

  private static Observation<Boolean> at(double there) {
    return Observation.of(there >= ASSETS, "%.0f of %d".formatted(there, ASSETS));
  }

  /** Number of completed commands for Ziflow; in this phase all of them are reads. */
  private double ended(DemoAddresses at) {
    var metrics = new String(journeyHttpClient.bytes(metrics(at)), UTF_8);
    return ENDED
        .matcher(metrics)
        .results()
        .mapToDouble(each -> Double.parseDouble(each.group(1)))
        .sum();
  }

  private static HttpRequest.Builder metrics(DemoAddresses at) {
    return HttpRequest.newBuilder(URI.create(at.files() + "/actuator/prometheus")).GET();
  }

  private Phase report(DemoAddresses at, String what, Map<String, Long> before) {
    var now = counts(at);
    var calls = new TreeMap<String, Long>();
    now.forEach((kind, count) -> {
      if (count > before.getOrDefault(kind, 0L)) {
        calls.put(kind, count - before.getOrDefault(kind, 0L));
      }
    });
    var phase = new Phase(calls, now);
    System.out.printf("%s: %.2f calls an asset%n", what, phase.perAsset(""));
    calls.forEach(
        (kind, count) -> System.out.printf("  %7.3f  %s%n", count / (double) ASSETS, kind));
    return phase;
  }

  /** Calls by kind; those without an asset or proof are listings. */
  private Map<String, Long> counts(DemoAddresses at) {
    var all = calls(at, "/admin/journal/counts");
    calls(at, "/admin/journal/counts?by=asset")
        .forEach((kind, count) -> {
          all.merge(kind + " (listing)", all.get(kind) - count, Long::sum);
          all.put(kind, count);
        });
    return all;
  }

  private Map<String, Long> calls(DemoAddresses at, String path) {
    return journeyHttpClient
        .exchange(page(at, path))
        .valueStream()
        .collect(
            toMap(
                CallsPerAsset::kind, each -> each.path("calls").asLong(), Long::sum, TreeMap::new));
  }

  private static String kind(JsonNode count) {
    return "%s %s %s"
        .formatted(
            count.path("api").asString(""),
            count.path("method").asString(""),
            count.path("route").asString(""));
  }

  private static String arithmetic(String name, String api, Phase proofs, Phase verdicts) {
    double calls = proofs.perAsset(api) + verdicts.perAsset(api);
    return IntStream.of(2, 4)
        .mapToObj(rate ->
            "%s: at %d calls a second, %d * 3600 / %.2f = %.0f assets an hour"
                .formatted(name, rate, rate, calls, rate * 3600 / calls))
        .reduce((one, other) -> one + System.lineSeparator() + other)
        .orElseThrow();
  }

  private static String rules() throws IOException {
    try (var in = DemoInstallation.class.getResourceAsStream("/demo-rules.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
              .replace("proofs_per_hour: 100", "proofs_per_hour: 1000000")
              .replace(
                  "reviews: ",
                  """
                  reviews:
                    - name: Measured
                      when: { gallery: "Measured/**" }
                      ask:  [ { stage: Marketing, team: products, decides: anyone } ]
                  #\
                  """)
          + "%nreread: { open: %ds }%n".formatted(REREAD.toSeconds());
    }
  }

  private static KafkaConnection kafka(DemoAddresses at) {
    return new KafkaConnection(
        at.kafka(), List.of(at.registry()), "proofline.", Topics.DEFAULT_PARTITIONS, Map.of());
  }

  private static HttpRequest.Builder page(DemoAddresses at, String path) {
    return HttpRequest.newBuilder(URI.create(at.sandbox() + path)).GET();
  }
}
