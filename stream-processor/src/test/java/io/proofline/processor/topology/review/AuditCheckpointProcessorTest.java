package io.proofline.processor.topology.review;

import static io.proofline.audit.AuditTrailFixture.AT;
import static org.apache.kafka.streams.kstream.Named.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.audit.AuditExport;
import io.proofline.audit.AuditSelection.WholeTrail;
import io.proofline.audit.AuditTrailFixture;
import io.proofline.audit.CheckpointSignatures;
import io.proofline.audit.ExportHeader;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.audit.ExportVerifier;
import io.proofline.audit.HashChain;
import io.proofline.audit.HashChain.Head;
import io.proofline.audit.PartitionTally;
import io.proofline.audit.SigningKey;
import io.proofline.processor.topology.review.AuditCheckpointProcessor.Input;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CheckpointDue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Checkpoints of the audit trail, their signatures and their times.
 *
 * <p>Longer than 300 lines because all tests drive one topology.
 */
class AuditCheckpointProcessorTest {

  private static final Optional<SigningKey> KEY = Optional.of(AuditTrailFixture.KEY);
  private static final String NOTHING_TO_RECORD = "nothing";
  private static final String CHECKPOINT_DUE = "checkpoint due";

  private final Topics topics = Topics.of("", 1, new InMemorySchemaRegistry());
  private final Map<String, Head> heads = new HashMap<>();
  private final List<AuditEntry> entries = new ArrayList<>();
  private final StopCheckpoints stopCheckpoints = new StopCheckpoints();
  private TopologyTestDriver driver = driven(KEY);

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void a_checkpoint_is_written_after_the_configured_number_of_entries() {
    enter("I1", AT);
    enter("I2", AT);
    assertThat(written()).isEmpty();

    enter("I1", AT.plusSeconds(1));

    var written = written();
    assertThat(written).hasSize(1);
    assertThat(written.getFirst().key()).isEqualTo("0");
    assertThat(written.getFirst().getRecordTime()).isEqualTo(AT.plusSeconds(1));
    var checkpoint = written.getFirst().value();
    assertThat(checkpoint.getEntries()).isEqualTo(3);
    assertThat(checkpoint.getPartition()).isZero();
    assertThat(checkpoint.getAccount()).isEqualTo("demo");
    assertThat(checkpoint.getAt()).isEqualTo(AT.plusSeconds(1));
    assertThat(checkpoint.getPrevious()).isEmpty();
    assertThat(checkpoint.getAssets())
        .isEqualTo(
            Map.of(
                "I1",
                PartitionTally.mark(entries.get(2)),
                "I2",
                PartitionTally.mark(entries.get(1))));
    assertThat(CheckpointSignatures.isSignedBy(checkpoint, AuditTrailFixture.KEY.verifyingKey()))
        .isTrue();
  }

  @Test
  void a_checkpoint_continues_the_previous_one_and_lists_the_changed_assets() {
    for (var asset : List.of("I1", "I1", "I3", "I1", "I2", "I1")) {
      enter(asset, AT);
    }

    var written = written();
    assertThat(written).hasSize(2);
    var second = written.getLast().value();
    assertThat(second.getPrevious()).isEqualTo(written.getFirst().value().getSignature());
    assertThat(second.getEntries()).isEqualTo(6);
    assertThat(second.getAssets().keySet()).containsExactlyInAnyOrder("I1", "I2");
    assertThat(findings(written)).isEmpty();
  }

  @Test
  void the_next_entry_after_ten_minutes_writes_a_checkpoint() {
    enter("I1", AT);
    enter("I1", AT.plus(Duration.ofMinutes(10)));

    assertThat(written()).hasSize(1);
  }

  @Test
  void ten_minutes_of_other_records_cause_a_checkpoint_at_the_next_check() {
    enter("I1", AT);
    passes(AT.plus(Duration.ofMinutes(9)));
    driver.advanceWallClockTime(Duration.ofMinutes(2));
    assertThat(written()).isEmpty();

    passes(AT.plus(Duration.ofMinutes(10)));
    assertThat(written()).isEmpty();
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    assertThat(written()).hasSize(1);
    driver.advanceWallClockTime(Duration.ofMinutes(30));
    assertThat(written()).isEmpty();
  }

  @Test
  void wall_clock_time_alone_writes_no_checkpoint() {
    enter("I1", AT);
    driver.advanceWallClockTime(Duration.ofHours(5));

    assertThat(written()).isEmpty();
  }

  @Test
  void without_a_key_no_checkpoint_is_written_and_a_later_key_signs_for_all_entries() {
    begin(Optional.empty());
    for (int i = 0; i < 4; i++) {
      enter("I1", AT);
    }
    assertThat(written()).isEmpty();

    begin(KEY);
    enter("I2", AT);

    var written = written();
    assertThat(written).hasSize(1);
    assertThat(written.getFirst().value().getEntries()).isEqualTo(5);
    assertThat(written.getFirst().value().getAssets().keySet()).containsExactly("I2");
    assertThat(findings(written)).isEmpty();
  }

  @Test
  void an_export_brings_a_checkpoint_with_its_id_and_selection() {
    enter("I1", AT);
    due("x-1", 0);

    var written = written();
    assertThat(written).hasSize(1);
    var checkpoint = written.getFirst().value();
    assertThat(checkpoint.getEntries()).isOne();
    assertThat(checkpoint.getExportId()).isEqualTo("x-1");
    assertThat(checkpoint.getSelection()).isEqualTo("{\"of\":\"all\"}");
    assertThat(checkpoint.getPartitions()).isOne();
    assertThat(CheckpointSignatures.isSignedBy(checkpoint, AuditTrailFixture.KEY.verifyingKey()))
        .isTrue();
  }

  @Test
  void an_export_brings_a_checkpoint_of_a_partition_without_new_entries_too() {
    due("x-1", 0);
    enter("I1", AT);
    due("x-2", 0);
    due("x-3", 0);
    due("x-3", 1); // another partition's

    var written = written();
    assertThat(written)
        .extracting(w -> w.value().getExportId() + " " + w.value().getEntries())
        .containsExactly("x-1 0", "x-2 1", "x-3 1");
    assertThat(findings(written)).isEmpty();
  }

  @Test
  void before_a_stop_every_entry_is_signed() throws InterruptedException {
    enter("I1", AT);
    assertThat(stopCheckpoints.sign(Duration.ZERO)).isFalse();
    assertThat(written()).isEmpty();

    driver.advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(written()).hasSize(1);
    assertThat(stopCheckpoints.sign(Duration.ZERO)).isTrue();

    enter("I1", AT);
    assertThat(written()).hasSize(1);
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(written()).isEmpty();
  }

  @Test
  void a_stop_ends_as_soon_as_the_last_task_has_signed() {
    enter("I1", AT);
    var stop = CompletableFuture.supplyAsync(this::signWithinAnHour);
    await().until(stopCheckpoints::isStopping);

    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(stop).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
  }

  @Test
  void a_stop_does_not_wait_for_a_task_that_was_closed() throws InterruptedException {
    enter("I1", AT);
    assertThat(stopCheckpoints.sign(Duration.ZERO)).isFalse();

    driver.close();
    driver = driven(KEY);

    assertThat(stopCheckpoints.sign(Duration.ZERO)).isTrue();
  }

  @Test
  void a_stop_waits_for_entries_from_before_the_start() throws InterruptedException {
    var context = new MockProcessorContext<String, AuditCheckpoint>();
    KeyValueStore<String, PartitionTally> tallies =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("audit-tally"), Serdes.String(), new TallySerde())
            .withLoggingDisabled()
            .build();
    tallies.init(context.getStateStoreContext(), tallies);
    var entry = HashChain.append(Head.START, AuditTrailFixture.decided("I1", "approved", AT));
    tallies.put("tally", PartitionTally.START.with(entry));

    AuditCheckpointProcessor.supplier("demo", 1, 3, KEY, stopCheckpoints).get().init(context);

    assertThat(stopCheckpoints.sign(Duration.ZERO)).isFalse();
  }

  private boolean signWithinAnHour() {
    try {
      return stopCheckpoints.sign(Duration.ofHours(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void without_a_key_a_stop_waits_for_nothing() throws InterruptedException {
    begin(Optional.empty());
    enter("I1", AT);

    assertThat(stopCheckpoints.sign(Duration.ZERO)).isTrue();
  }

  /** A request for a checkpoint, in place of an entry. */
  private void due(String exportId, int partition) {
    pipe(
        AuditEntry.newBuilder(AuditTrailFixture.decided(exportId, "x", AT))
            .setKind(CHECKPOINT_DUE)
            .setSequence(partition)
            .build());
  }

  private static Input input(AuditEntry entry) {
    return entry.getKind().equals(CHECKPOINT_DUE)
        ? new Input.Due(
            new CheckpointDue(
                (int) entry.getSequence(), entry.getAssetId(), new WholeTrail().json()))
        : new Input.Entry(entry);
  }

  /** Restarts with the contents of the stores. */
  private void begin(Optional<SigningKey> key) {
    KeyValueStore<String, PartitionTally> before = driver.getKeyValueStore("audit-tally");
    var partitionTally = before.get("tally");
    driver.close();
    driver = driven(key);
    if (partitionTally != null) {
      KeyValueStore<String, PartitionTally> after = driver.getKeyValueStore("audit-tally");
      after.put("tally", partitionTally);
    }
  }

  private void enter(String asset, Instant at) {
    var said = AuditTrailFixture.decided(asset, "approved", at);
    var entry = HashChain.append(heads.getOrDefault(asset, Head.START), said);
    heads.put(asset, Head.at(entry));
    entries.add(entry);
    pipe(entry);
  }

  /** A record without an entry. */
  private void passes(Instant at) {
    pipe(
        AuditEntry.newBuilder(AuditTrailFixture.decided("I9", "x", at))
            .setKind(NOTHING_TO_RECORD)
            .build());
  }

  private void pipe(AuditEntry entry) {
    var audit = topics.audit();
    driver
        .createInputTopic("in", audit.keys().serializer(), audit.values().serializer())
        .pipeInput(entry.getAssetId(), entry, entry.getEnteredAt());
  }

  private List<TestRecord<String, AuditCheckpoint>> written() {
    var out = topics.auditCheckpoints();
    return driver
        .createOutputTopic(out.name(), out.keys().deserializer(), out.values().deserializer())
        .readRecordsToList();
  }

  private List<String> findings(List<TestRecord<String, AuditCheckpoint>> written) {
    var order = new TreeMap<>(Map.of(0, entries.stream().map(AuditEntry::getHash).toList()));
    var checkpoints = written.stream().map(TestRecord::value).toList();
    var header = new ExportHeader(Form.SECOND, new WholeTrail(), 1, null);
    return ExportVerifier.verify(
            AuditExport.of(header, entries, order, checkpoints),
            List.of(AuditTrailFixture.KEY.verifyingKey()))
        .problems();
  }

  private TopologyTestDriver driven(Optional<SigningKey> key) {
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
    var builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
    var audit = topics.audit();
    var out = topics.auditCheckpoints();
    builder.stream("in", Consumed.with(audit.keys(), audit.values()).withName("in"))
        .filter((_, entry) -> !entry.getKind().equals(NOTHING_TO_RECORD), as("only-entries"))
        .mapValues(AuditCheckpointProcessorTest::input, as("inputs"))
        .process(
            AuditCheckpointProcessor.supplier("demo", 1, 3, key, stopCheckpoints), as("checkpoint"))
        .to(out.name(), Produced.with(out.keys(), out.values()).withName("out"));
    return new TopologyTestDriver(builder.build(settings), settings, AT);
  }
}
