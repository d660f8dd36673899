package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
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
  void a_scrape_never_reads_a_closing_store() throws Exception {
    var end = Instant.now().plus(Duration.ofMinutes(Long.getLong("scrape.minutes", 10)));
    var stopped = new AtomicBoolean();
    int joined = 0;
    int scrapes;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor();
        var first = run("first")) {
      var scraper = executor.submit(() -> scrapeUntil(stopped, port(first)));
      try {
        while (Instant.now().isBefore(end) && !scraper.isDone()) {
          run("second").close();
          joined++;
        }
      } finally {
        stopped.set(true);
      }
      scrapes = scraper.get();
    }
    System.out.printf("%d scrapes while an instance joined and left %d times%n", scrapes, joined);
    assertThat(joined).isGreaterThan(5);
    assertThat(scrapes).isGreaterThan(100);
  }

  private static int scrapeUntil(AtomicBoolean stopped, int port) throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:%d/actuator/prometheus".formatted(port)))
            .build();
    int scrapes = 0;
    for (; !stopped.get(); scrapes++) {
      var answer = HTTP.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("proofline_streams_").hasSizeLessThan(200_000);
    }
    return scrapes;
  }

  private static int port(ConfigurableApplicationContext service) {
    return ((WebServerApplicationContext) service).getWebServer().getPort();
  }

  private ConfigurableApplicationContext run(String instance) throws IOException {
    return ProcessorInstance.run(KAFKA, directory, instance, ProcessorInstance.freePort());
  }
}
