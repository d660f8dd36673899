package io.proofline.processor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Publishes a chosen list of Kafka Streams' metrics, one gauge per metric and application, summed
 * or maximised over threads, tasks and clients.
 *
 * <p>Metrics of state stores are left out on purpose: RocksDB's gauges call native code, and
 * reading one while Streams closes its store crashes the JVM. Micrometer's own binder reads all of
 * them.
 */
final class StreamsGauges {

  /** Kafka's group and name, how several values become one, and the gauge's name. */
  private record Published(String group, String name, DoubleBinaryOperator merge, String gauge) {}

  private static final String THREADS = "stream-thread-metrics";
  private static final String TASKS = "stream-task-metrics";
  private static final String CONSUMERS = "consumer-fetch-manager-metrics";
  private static final String GROUPS = "consumer-coordinator-metrics";
  private static final String PRODUCERS = "producer-metrics";

  private static final List<Published> PUBLISHED =
      List.of(
          new Published("stream-metrics", "alive-stream-threads", Math::max, "threads.alive"),
          new Published("stream-metrics", "failed-stream-threads", Math::max, "threads.failed"),
          new Published(THREADS, "process-rate", Double::sum, "process.rate"),
          new Published(THREADS, "process-latency-max", Math::max, "process.latency.max"),
          new Published(THREADS, "commit-rate", Double::sum, "commit.rate"),
          new Published(THREADS, "commit-latency-max", Math::max, "commit.latency.max"),
          new Published(THREADS, "poll-latency-max", Math::max, "poll.latency.max"),
          new Published(THREADS, "blocked-time-ns-total", Double::sum, "blocked.time.ns"),
          new Published(TASKS, "dropped-records-total", Double::sum, "dropped.records"),
          new Published(
              "stream-state-updater-metrics", "restore-records-rate", Double::sum, "restore.rate"),
          new Published(
              "stream-state-updater-metrics",
              "active-restoring-tasks",
              Double::sum,
              "restoring.tasks"),
          new Published(CONSUMERS, "records-lag-max", Math::max, "records.lag.max"),
          new Published(CONSUMERS, "records-consumed-rate", Double::sum, "records.consumed.rate"),
          new Published(GROUPS, "rebalance-total", Double::sum, "rebalances"),
          new Published(GROUPS, "failed-rebalance-total", Double::sum, "rebalances.failed"),
          new Published(GROUPS, "last-heartbeat-seconds-ago", Math::max, "heartbeat.age.max"),
          new Published(PRODUCERS, "record-send-rate", Double::sum, "records.sent.rate"),
          new Published(PRODUCERS, "record-error-total", Double::sum, "records.failed"));

  private StreamsGauges() {}

  /**
   * Registers the gauges of one application.
   *
   * @param application value of the tag {@code application}
   */
  static void bind(String application, KafkaStreams streams, MeterRegistry meters) {
    for (var published : PUBLISHED) {
      Gauge.builder("proofline.streams." + published.gauge(), streams, s -> value(s, published))
          .description("Kafka's %s of %s".formatted(published.name(), published.group()))
          .tag("application", application)
          .register(meters);
    }
  }

  /** NaN while Kafka has no such metric. */
  private static double value(KafkaStreams streams, Published published) {
    return streams.metrics().values().stream()
        .filter(metric -> isOf(metric, published))
        .flatMapToDouble(StreamsGauges::number)
        .reduce(published.merge())
        .orElse(Double.NaN);
  }

  /** A consumer's metric of one partition has the name of the whole client's: it is left out. */
  private static boolean isOf(Metric metric, Published published) {
    var name = metric.metricName();
    return name.name().equals(published.name())
        && name.group().equals(published.group())
        && !name.tags().containsKey("partition");
  }

  private static DoubleStream number(Metric metric) {
    return metric.metricValue() instanceof Number number && !Double.isNaN(number.doubleValue())
        ? DoubleStream.of(number.doubleValue())
        : DoubleStream.empty();
  }
}
