package io.proofline.console.benchmark;

import io.proofline.console.ConsoleInstance;
import io.proofline.console.DatabaseForTests;
import io.proofline.console.database.DatabaseProduct;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TopicCreator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Measures the read model with a library of {@code --assets} (1,000,000): the time of a rebuild,
 * the delay of a change, and the time of the questions that people ask most. {@code --database} is
 * {@code sqlite} or {@code postgresql}. Topics are kept in {@code --data} for the next run. The
 * ceiling of a rebuild is a consumer that reads the same topics and does nothing with them.
 */
public final class ReadModelBenchmark {

  private static final String PREFIX = "bench.";
  private static final int PARTITIONS = 8;
  private static final int CHANGES = 200;
  private static final int CALLS = 60;

  private final KafkaConnection kafka;
  private final int assets;
  private final DatabaseProduct product;
  private final Path data;

  private ReadModelBenchmark(
      KafkaConnection kafka, int assets, DatabaseProduct product, Path data) {
    this.kafka = kafka;
    this.assets = assets;
    this.product = product;
    this.data = data;
  }

  public static void main(String[] args) throws Exception {
    int assets = Integer.parseInt(option(args, "--assets", "1000000"));
    var product =
        DatabaseProduct.valueOf(option(args, "--database", "sqlite").toUpperCase(Locale.ROOT));
    var data = Path.of(option(args, "--data", "target/benchmark"));
    try (var server = BenchmarkKafka.start(data.resolve("kafka"))) {
      var kafka =
          new KafkaConnection(
              server.bootstrap(), List.of(server.registry()), PREFIX, PARTITIONS, Map.of());
      new ReadModelBenchmark(kafka, assets, product, data).run();
    }
    System.exit(0);
  }

  private static String option(String[] args, String name, String otherwise) {
    int at = Arrays.asList(args).indexOf(name);
    return at < 0 ? otherwise : args[at + 1];
  }

  private void run() throws IOException {
    fill();
    measureCeiling();
    var directory = Files.createTempDirectory(data, "database-");
    long cpu = cpuNanos();
    long start = System.nanoTime();
    try (var console =
        ConsoleInstance.start(kafka, DatabaseForTests.settings(product, directory))) {
      awaitComplete(console);
      report("rebuild", start, cpu);
      if (product == DatabaseProduct.SQLITE) {
        say("size on disk: %,d MB", sizeOf(directory) / 1_000_000);
      }
      measureDelay(console);
      new QuestionTimes(console, assets, CALLS).measure();
    }
  }

  private void fill() throws IOException {
    var mark = data.resolve("filled-" + assets);
    if (Files.exists(mark)) {
      return;
    }
    try (var registry = kafka.openRegistry()) {
      var topics = kafka.topics(registry);
      TopicCreator.create(topics, kafka.clientSettings(PREFIX + "topics"), (short) 1);
      try (var library = new LibraryOfRecords(kafka, topics)) {
        var written = new AtomicLong();
        library.write(
            assets,
            () -> {
              if (written.incrementAndGet() % 100_000 == 0) {
                say("%,d assets written", written.get());
              }
            });
      }
    }
    Files.createFile(mark);
  }

  private void measureCeiling() {
    try (var registry = kafka.openRegistry()) {
      var topics = kafka.topics(registry);
      var settings = kafka.clientSettings(PREFIX + "ceiling");
      settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
      try (var consumer =
          new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
        var all =
            List.of(topics.reviews().name(), topics.facts().name(), topics.audit().name()).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(part -> new TopicPartition(part.topic(), part.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        readAll(consumer, consumer.endOffsets(all));
        report("ceiling", start, cpu);
      }
    }
  }

  private static void readAll(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    Set<TopicPartition> open = new HashSet<>(ends.keySet());
    while (!open.isEmpty()) {
      consumer.poll(Duration.ofMillis(200));
      open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
    }
  }

  private void awaitComplete(ConsoleInstance console) {
    long said = System.nanoTime();
    while (console.get("/api/v1/reviews?limit=1").statusCode() != 200) {
      pause(200);
      if (System.nanoTime() - said > 15_000_000_000L) {
        said = System.nanoTime();
        say("%s", console.json("/actuator/health").path("components").path("readModel"));
      }
    }
  }

  private void measureDelay(ConsoleInstance console) {
    var millis = new double[CHANGES];
    try (var registry = kafka.openRegistry();
        var library = new LibraryOfRecords(kafka, kafka.topics(registry))) {
      for (int i = 0; i < CHANGES; i++) {
        int number = (int) (i * 7_919L % assets);
        var at = Instant.now().plusSeconds(i);
        long start = System.nanoTime();
        library.change(number, at);
        awaitChange(console, number, at);
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    say("delay of a change: %s", percentiles(millis));
  }

  private static void awaitChange(ConsoleInstance console, int number, Instant at) {
    var path = "/api/v1/reviews/" + LibraryOfRecords.asset(number);
    while (!Instant.parse(console.json(path).path("review").path("updated_at").asString())
        .equals(Instant.ofEpochMilli(at.toEpochMilli()))) {
      pause(5);
    }
  }

  private void report(String what, long start, long cpu) {
    double seconds = (System.nanoTime() - start) / 1e9;
    long records = LibraryOfRecords.records(assets);
    say(
        "%s: %,d records in %.1f s, %,.0f a second, %.1f µs of CPU a record",
        what, records, seconds, records / seconds, (cpuNanos() - cpu) / 1e3 / records);
  }

  static String percentiles(double[] millis) {
    var sorted = millis.clone();
    Arrays.sort(sorted);
    return "p50 %.1f ms, p95 %.1f ms, max %.1f ms"
        .formatted(
            sorted[sorted.length / 2],
            sorted[(int) Math.ceil(sorted.length * 0.95) - 1],
            sorted[sorted.length - 1]);
  }

  static void say(String format, Object... values) {
    System.out.printf(format + "%n", values);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long sizeOf(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
