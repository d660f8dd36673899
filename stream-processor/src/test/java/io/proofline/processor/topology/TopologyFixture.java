package io.proofline.processor.topology;

import io.proofline.processor.topology.intake.IntakeTopology;
import io.proofline.processor.topology.review.AuditCheckpointProcessor;
import io.proofline.processor.topology.review.ReviewTopology;
import io.proofline.processor.topology.review.StopCheckpoints;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.ProofPermitAnswer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** One of the two topologies in a {@code TopologyTestDriver}, with its relevant settings. */
public final class TopologyFixture implements AutoCloseable {

  /** Creates person ids in all tests. */
  public static final PersonKey PEOPLE = new PersonKey("0123456789abcdef");

  private final Topics topics = Topics.of("", 8, new InMemorySchemaRegistry());
  private final Path directory = directory();
  private final TopologyTestDriver driver;
  private final InMemoryProcessorMetrics metrics = new InMemoryProcessorMetrics();

  private TopologyFixture(BiConsumer<TopologyFixture, StreamsBuilder> topology) {
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UnreadableRecordHandler.class);
    settings.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecordHandler.class);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    settings.put(UnreadableRecordHandler.TOPICS, topics);
    settings.put(UnreadableRecordHandler.ACCOUNT, "demo");
    var builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
    topology.accept(this, builder);
    driver = new TopologyTestDriver(builder.build(settings), settings, SignalSamples.AT);
  }

  public static TopologyFixture intake() {
    return new TopologyFixture((d, builder) ->
        new IntakeTopology(d.topics, "demo", "default", PEOPLE, d.metrics).addTo(builder));
  }

  /**
   * A topology of the caller.
   *
   * @param topology adds it to the builder
   */
  public static TopologyFixture of(BiConsumer<TopologyFixture, StreamsBuilder> topology) {
    return new TopologyFixture(topology);
  }

  public static TopologyFixture review() {
    return new TopologyFixture((d, builder) ->
        new ReviewTopology(
                d.topics,
                "demo",
                "default",
                AuditCheckpointProcessor.supplier(
                    "demo", 8, 1_000, Optional.empty(), new StopCheckpoints()),
                d.metrics)
            .addTo(builder));
  }

  /**
   * A state directory in memory if there is one, since the driver flushes all stores after each
   * record.
   */
  private static Path directory() {
    var memory = Path.of("/dev/shm");
    try {
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "driven-")
          : Files.createTempDirectory("driven-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Topics topics() {
    return topics;
  }

  public <V> KeyValueStore<String, V> store(String name) {
    return driver.getKeyValueStore(name);
  }

  public InMemoryProcessorMetrics metrics() {
    return metrics;
  }

  public <V> void pipe(Topic<String, V> topic, String key, @Nullable V value, Instant at) {
    driver
        .createInputTopic(topic.name(), topic.keys().serializer(), topic.values().serializer())
        .pipeInput(key, value, at);
  }

  public <V> List<V> read(Topic<String, V> topic) {
    return records(topic).stream().map(TestRecord::value).toList();
  }

  public <V> List<String> readKeys(Topic<String, V> topic) {
    return records(topic).stream().map(TestRecord::key).toList();
  }

  public <V> List<TestRecord<String, V>> records(Topic<String, V> topic) {
    return driver
        .createOutputTopic(topic.name(), topic.keys().deserializer(), topic.values().deserializer())
        .readRecordsToList();
  }

  /** Grants the proof permits that were asked for since the last time, as intake does. */
  public void grantPermits(String rulesVersion) {
    for (var request : read(topics.proofPermits())) {
      var cause = request.getEnvelope();
      var fact =
          Fact.newBuilder()
              .setEnvelope(
                  Envelope.newBuilder(cause)
                      .setEventId(cause.getEventId() + ":permit")
                      .setCausationId(cause.getEventId())
                      .build())
              .setAssetId(request.getAssetId())
              .setRulesVersion(rulesVersion)
              .setKind(FactKind.PROOF_PERMIT)
              .setProofPermit(new ProofPermitAnswer(request.getCommandId(), true))
              .build();
      pipe(topics.facts(), request.getAssetId(), fact, cause.getReceivedAt());
    }
  }

  /** The written bytes in their order, as hex. */
  public <V> List<String> readBytes(Topic<String, V> topic) {
    return records(topic).stream()
        .map(r ->
            HexFormat.of()
                .formatHex(topic.values().serializer().serialize(topic.name(), r.value())))
        .toList();
  }

  public void advanceClock(Duration time) {
    driver.advanceWallClockTime(time);
  }

  @Override
  public void close() {
    driver.close();
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
