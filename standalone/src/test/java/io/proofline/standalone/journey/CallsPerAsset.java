package io.proofline.standalone.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.cli.RulesPublisher;
import io.proofline.rules.InvalidRulesException;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.standalone.Addresses;
import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.Demo;
import io.proofline.standalone.Ports;
import io.proofline.standalone.journey.Waiting.Look;
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
 * How many calls an asset costs, by the simulators' journal: from its upload to its proof, for a
 * reading of the open proof for caution, from the decision to the verdict on the asset, and from a
 * version uploaded in Ziflow to its final, with all that the poller looks at again until an edit
 * has left its window. A measurement, and no part of {@code verify}: {@code -Dit.test=CallsPerAsset
 * -Dassets=1000}. With {@code -Dziflow.search-lag=9999d} no reads are united, with {@code
 * -Dphotoshelter.readings.rows=OFF} each file is asked for.
 */
class CallsPerAsset {

  private static final int ASSETS = Integer.getInteger("assets", 20);
  private static final Duration REREAD = Duration.ofSeconds(Math.max(120, ASSETS / 2));

  /** Longer than an edit stays in the poller's window. */
  private static final Duration SETTLED = Duration.ofSeconds(100);

  /** As by default, ten times as fast. */
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

  private final Http http = new Http();
  private final Waiting waiting = new Waiting(Duration.ofHours(1), System.out::println);

  @Test
  void an_asset_costs_few_calls() throws InvalidRulesException, IOException {
    var settings =
        PACE.entrySet().stream()
            .collect(
                toMap(
                    each -> "proofline.workers." + each.getKey(),
                    each -> System.getProperty(each.getKey(), each.getValue())));
    try (var demo = new Demo(DataDirectory.temporary(), Ports.free(), null, settings, _ -> {})) {
      var at = demo.start();
      RulesPublisher.push(kafka(at), "default", rules());
      var start = counts(at);
      upload(at);
      counts(at)
          .forEach((kind, count) -> {
            if (kind.contains(UPLOAD)) { // the photographer's own
              start.put(kind, count);
            }
          });
      waiting.until("a proof of each", () -> stand(at, "In review"));
      settle();
      var proofs = told(at, "upload to proof", start);

      double read = ended(at);
      waiting.until("each read again", () -> at(ended(at) - read));
      var caution = told(at, "open proof read again", proofs.now());

      decide(at);
      waiting.until("a verdict on each", () -> stand(at, "Approved"));
      settle();
      var verdicts = told(at, "decision to verdict", caution.now());
      System.out.println(arithmetic("PhotoShelter", "photoshelter", proofs, verdicts));
      System.out.println(arithmetic("Ziflow", "ziflow", proofs, verdicts));

      uploadVersions(at).forEach(version -> decide(at, version));
      waiting.until("a final of each", () -> stand(at, "Superseded"));
      settle();
      told(at, "version uploaded in Ziflow to its final in the library", verdicts.now());

      assertThat(proofs.perAsset("")).isPositive();
      assertThat(verdicts.perAsset("")).isPositive();
    } finally {
      http.close();
    }
  }

  /** Calls by kind, and how they stood at the end. */
  private record Phase(Map<String, Long> calls, Map<String, Long> now) {

    double perAsset(String api) {
      return calls.entrySet().stream()
              .filter(each -> each.getKey().startsWith(api))
              .mapToLong(Map.Entry::getValue)
              .sum()
          / (double) ASSETS;
    }
  }

  private void upload(Addresses at) {
    var library = new LibraryDoor(http, at);
    var gallery = library.createGallery("All", library.createCollection("Measured"));
    var uploads = new UploadDoor(http, at);
    for (int i = 0; i < ASSETS; i++) {
      var name = "measured-%d.jpg".formatted(i);
      uploads.upload(Pictures.jpeg(name), name, gallery);
    }
  }

  private List<String> proofs(Addresses at) {
    return http.ask(page(at, "/admin/ziflow/proofs"))
        .valueStream()
        .map(proof -> proof.path("id").asString(""))
        .toList();
  }

  private void decide(Addresses at) {
    proofs(at).forEach(proof -> decide(at, proof));
  }

  private void decide(Addresses at, String proof) {
    var path = "/admin/ziflow/proofs/%s/decide".formatted(proof);
    http.ask(
        HttpRequest.newBuilder(URI.create(at.sandbox() + path))
            .POST(Http.json(Map.of("email", EMAIL, "decision", "approved"))));
  }

  private List<String> uploadVersions(Addresses at) {
    var proofing = new ProofingDoor(http, at);
    return proofs(at).stream()
        .map(proof -> {
          var name = "final-%s.jpg".formatted(proof);
          return proofing.uploadVersion(proof, name, Pictures.jpeg(name));
        })
        .toList();
  }

  /** What the poller looks at once more is the asset's too. */
  private void settle() {
    long until = System.nanoTime() + SETTLED.toNanos();
    waiting.until(
        "no edit in the poller's window",
        () -> {
          var left = Duration.ofNanos(until - System.nanoTime());
          return Look.at(left.isNegative(), "%d s left".formatted(left.toSeconds()));
        });
  }

  private Look<Boolean> stand(Addresses at, String status) {
    long there =
        http.ask(page(at, "/admin/photoshelter/media"))
            .valueStream()
            .filter(each -> each.path("edit_status").asString("").equals(status))
            .count();
    return at(there);
  }

  private static Look<Boolean> at(double there) {
    return Look.at(there >= ASSETS, "%.0f of %d".formatted(there, ASSETS));
  }

  /** Commands for Ziflow that have ended; while nothing else happens they are reads. */
  private double ended(Addresses at) {
    var metrics = new String(http.bytes(metrics(at)), UTF_8);
    return ENDED
        .matcher(metrics)
        .results()
        .mapToDouble(each -> Double.parseDouble(each.group(1)))
        .sum();
  }

  private static HttpRequest.Builder metrics(Addresses at) {
    return HttpRequest.newBuilder(URI.create(at.files() + "/actuator/prometheus")).GET();
  }

  private Phase told(Addresses at, String what, Map<String, Long> before) {
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

  /** By kind; what is for no one asset or proof is called a listing. */
  private Map<String, Long> counts(Addresses at) {
    var all = calls(at, "/admin/journal/counts");
    calls(at, "/admin/journal/counts?by=asset")
        .forEach((kind, count) -> {
          all.merge(kind + " (listing)", all.get(kind) - count, Long::sum);
          all.put(kind, count);
        });
    return all;
  }

  private Map<String, Long> calls(Addresses at, String path) {
    return http.ask(page(at, path))
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
    try (var in = Demo.class.getResourceAsStream("/demo-rules.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
              .replace("proofs_per_hour: 300", "proofs_per_hour: 1000000")
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

  private static KafkaConnection kafka(Addresses at) {
    return new KafkaConnection(
        at.kafka(), List.of(at.registry()), "proofline.", Topics.DEFAULT_PARTITIONS, Map.of());
  }

  private static HttpRequest.Builder page(Addresses at, String path) {
    return HttpRequest.newBuilder(URI.create(at.sandbox() + path)).GET();
  }
}
