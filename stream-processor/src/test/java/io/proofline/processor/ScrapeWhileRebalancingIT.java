package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One instance is scraped without a pause while another joins and leaves, so that state stores are
 * closed and opened all the time. A scrape that read RocksDB's gauges ended the JVM here with a
 * SIGSEGV. {@code -Dscrape.minutes} says for how long, ten by default.
 */
@Tag("long")
class ScrapeWhileRebalancingIT {

  private static final KafkaConnection KAFKA = KafkaForTests.connection("scrape-it.");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void a_scrape_never_meets_a_store_that_closes() throws Exception {
    var end = Instant.now().plus(Duration.ofMinutes(Long.getLong("scrape.minutes", 10)));
    var stopped = new AtomicBoolean();
    var scrapes = new AtomicInteger();
    int rebalances = 0;
    try (var first = run("first")) {
      var scraper = Thread.ofVirtual().start(() -> scrape(port(first), stopped, scrapes));
      while (Instant.now().isBefore(end)) {
        run("second").close();
        rebalances += 2;
      }
      stopped.set(true);
      scraper.join();
    }
    assertThat(scrapes).hasValueGreaterThan(100);
    assertThat(rebalances).isGreaterThan(10);
  }

  private static void scrape(int port, AtomicBoolean stopped, AtomicInteger scrapes) {
    var uri = URI.create("http://localhost:%d/actuator/prometheus".formatted(port));
    while (!stopped.get()) {
      try {
        var answer = HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        scrapes.incrementAndGet();
      } catch (java.io.IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static int port(ConfigurableApplicationContext service) {
    return ((WebServerApplicationContext) service).getWebServer().getPort();
  }

  private ConfigurableApplicationContext run(String instance) {
    return StreamProcessorApplication.application()
        .run(
            "--proofline.processor.account=demo",
            "--proofline.processor.port=0",
            "--proofline.processor.advertised=localhost:1",
            "--proofline.processor.instance-id=" + instance,
            "--proofline.processor.door-token=let-me-in",
            "--proofline.processor.person-key=0123456789abcdef",
            "--proofline.processor.state-dir=" + directory.resolve(instance),
            "--proofline.processor.kafka.bootstrap=" + KAFKA.bootstrap(),
            "--proofline.processor.kafka.registry=" + KAFKA.registryAddresses(),
            "--proofline.processor.kafka.prefix=" + KAFKA.prefix(),
            "--proofline.processor.kafka.partitions=" + KAFKA.partitions());
  }
}
