package io.proofline.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.LedgerEntry;
import io.proofline.schemas.avro.PollCursor;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SkippingDecoderTest {

  private static final Topics TOPICS = Topics.of("", 8, new InMemorySchemaRegistry());

  private final AtomicInteger counted = new AtomicInteger();
  private final List<String> values = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final SkippingDecoder decoder = new SkippingDecoder(counted::incrementAndGet);

  static Stream<Arguments> garbage() {
    byte[] entry = entry();
    return Stream.of(
        Arguments.of("no bytes", new byte[0]),
        Arguments.of("40 bytes without a header", "x".repeat(40).getBytes(UTF_8)),
        Arguments.of("an unknown schema id", ByteBuffer.wrap(entry.clone()).putInt(1, 999).array()),
        Arguments.of("a record of another type", cursor()),
        Arguments.of("a body cut short", Arrays.copyOf(entry, 7)),
        Arguments.of("a text that claims two gigabytes", claiming(entry)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("garbage")
  void an_unreadable_value_is_skipped_and_its_key_passed_on(String name, byte[] value) {
    decode(record(7, "c1", value));

    assertThat(unreadable).containsExactly("c1");
    assertThat(values).isEmpty();
    assertThat(counted).hasValue(1);
  }

  @Test
  void a_record_without_a_key_is_counted_and_skipped() {
    decode(record(7, null, entry()));
    decode(record(8, null, null));

    assertThat(unreadable).isEmpty();
    assertThat(values).isEmpty();
    assertThat(counted).hasValue(2);
  }

  @Test
  void values_and_tombstones_are_passed_on() {
    decode(record(7, "c1", entry()));
    decode(record(8, "c1", null));

    assertThat(values).containsExactly("c1=another", "c1=null");
    assertThat(unreadable).isEmpty();
    assertThat(counted).hasValue(0);
  }

  @Test
  void a_tombstone_is_unreadable_on_a_topic_without_deletions() {
    decoder.decode(
        TOPICS.audit(),
        new ConsumerRecord<>(TOPICS.audit().name(), 3, 7, "a1", (byte[]) null),
        (key, entry) -> values.add(key),
        unreadable::add);

    assertThat(unreadable).containsExactly("a1");
    assertThat(values).isEmpty();
    assertThat(counted).hasValue(1);
  }

  @Test
  void reports_replace_the_log_if_the_caller_sets_them() {
    var reports = new ArrayList<String>();
    var reporting = SkippingDecoder.reportingTo(reports::add);

    reporting.decode(TOPICS.ledger(), record(7, null, entry()), (key, entry) -> values.add(key));
    reporting.decode(TOPICS.ledger(), record(7, null, entry()), (key, entry) -> values.add(key));

    assertThat(reports)
        .containsExactly(
            "The record in ledger-3 at offset 7 can't be read and is skipped: it has no key");
  }

  @Test
  void an_unreadable_record_that_is_read_again_is_not_counted_again() {
    decode(record(7, "c1", new byte[40]));
    decode(record(9, "c2", new byte[40]));
    decode(record(7, "c1", new byte[40]));
    decode(record(9, "c2", new byte[40]));

    assertThat(unreadable).containsExactly("c1", "c2", "c1", "c2");
    assertThat(counted).hasValue(2);
  }

  private void decode(ConsumerRecord<String, byte[]> record) {
    decoder.decode(
        TOPICS.ledger(),
        record,
        (key, entry) -> values.add(key + "=" + (entry == null ? null : entry.getOwner())),
        unreadable::add);
  }

  private static ConsumerRecord<String, byte[]> record(long offset, String key, byte[] value) {
    return new ConsumerRecord<>(TOPICS.ledger().name(), 3, offset, key, value);
  }

  private static byte[] entry() {
    var entry =
        LedgerEntry.newBuilder()
            .setCommandId("c1")
            .setTopic("commands.ziflow")
            .setOffset(0)
            .setAttempt(1)
            .setStartedAt(Instant.EPOCH)
            .setOwner("another")
            .build();
    return TOPICS.ledger().values().serializer().serialize(TOPICS.ledger().name(), entry);
  }

  private static byte[] cursor() {
    var cursor = PollCursor.newBuilder().setReadUntil(Instant.EPOCH).setBaselineDone(true).build();
    var topic = TOPICS.pollCursor();
    return topic.values().serializer().serialize(topic.name(), cursor);
  }

  private static byte[] claiming(byte[] entry) {
    byte[] length = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    return ByteBuffer.allocate(5 + length.length).put(entry, 0, 5).put(length).array();
  }
}
