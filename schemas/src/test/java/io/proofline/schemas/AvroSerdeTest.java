package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.ZiflowSignal;
import io.proofline.schemas.avro.ZiflowSignalKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that are written and read, and bytes that are none.
 *
 * <p>Longer than 300 lines because it has the bytes of each kind of hostile record.
 */
class AvroSerdeTest {

  private static final String TOPIC = "proofline.topic";

  private final SchemaRegistry registry = new InMemorySchemaRegistry();

  @Property(tries = 500)
  void a_written_record_is_read_back_unchanged(@ForAll("types") Schema type, @ForAll long seed) {
    var serde = new AvroSerde<SpecificRecordBase>(type, registry);
    var value = RandomRecord.of(type, seed);

    assertThat(read(serde, write(serde, value))).isEqualTo(value);
  }

  @Test
  void a_map_with_a_length_of_a_billion_is_refused_before_memory_is_allocated() {
    var type = Delivery.getClassSchema();
    int id = registry.register(TOPIC + "-value", type);
    byte[] billion = {(byte) 0x80, (byte) 0xa8, (byte) 0xd6, (byte) 0xb9, 0x07}; // zigzag of 10^9
    byte[] oneEmptyEntry = {0, 0};
    var body = ByteBuffer.allocate(7).put(billion).put(oneEmptyEntry).array();

    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> read(new AvroSerde<Delivery>(type, registry), framed(id, body)))
        .withCauseInstanceOf(SystemLimitException.class);
  }

  @Property(tries = 500)
  void garbage_is_read_or_refused_and_never_breaks_the_reader(
      @ForAll("types") Schema type, @ForAll byte[] body) {
    var serde = new AvroSerde<SpecificRecordBase>(type, registry);
    int id = registry.register(TOPIC + "-value", type);

    try {
      assertThat(read(serde, framed(id, body))).isNotNull();
    } catch (SerializationException refused) {
      assertThat(refused)
          .hasMessage("Can't read a %s that was written with schema %d", type.getName(), id);
    }
  }

  @Provide
  Arbitrary<Schema> types() {
    return Arbitraries.of(RecordTypes.all());
  }

  @Test
  void a_tombstone_stays_a_tombstone_in_both_directions() {
    var serde = new AvroSerde<Link>(Link.getClassSchema(), registry);

    assertThat(write(serde, null)).isNull();
    assertThat(read(serde, null)).isNull();
  }

  @Test
  void the_wire_format_is_a_zero_the_id_in_four_bytes_and_the_body() {
    registry.register("elsewhere-value", Schema.create(Schema.Type.STRING));
    var link = (Link) RandomRecord.of(Link.getClassSchema(), 1);

    var bytes = write(new AvroSerde<Link>(Link.getClassSchema(), registry), link);

    assertThat(bytes).startsWith(0, 0, 0, 0, 2);
    assertThat(bytes).endsWith(body(Link.getClassSchema(), generic(link)));
  }

  @Test
  void the_subject_is_the_topic_and_value() {
    var asked = new ArrayList<String>();
    var serde = new AvroSerde<Link>(Link.getClassSchema(), new Asked(asked));

    write(serde, (Link) RandomRecord.of(Link.getClassSchema(), 1));

    assertThat(asked).containsExactly(TOPIC + "-value");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "\0\0\0\1", "{\"json\":true}"})
  void a_value_without_the_header_is_refused_with_name_and_length(String text) {
    var serde = new AvroSerde<Fact>(Fact.getClassSchema(), registry);

    assertThatThrownBy(() -> read(serde, text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SerializationException.class)
        .hasMessage("Not a Fact: %d bytes without Confluent's header", text.length());
  }

  @Test
  void a_body_that_ends_too_early_is_refused() {
    var serde = new AvroSerde<Link>(Link.getClassSchema(), registry);
    int id = registry.register(TOPIC + "-value", Link.getClassSchema());

    assertThatThrownBy(() -> read(serde, framed(id, new byte[] {8, 'p'})))
        .isInstanceOf(SerializationException.class)
        .hasMessage("Can't read a Link that was written with schema 1")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void an_impossible_length_is_refused_before_memory_is_allocated() {
    var serde = new AvroSerde<Link>(Link.getClassSchema(), registry);
    int id = registry.register(TOPIC + "-value", Link.getClassSchema());
    byte[] almostTwoGigabytes = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0e};

    assertThatThrownBy(() -> read(serde, framed(id, almostTwoGigabytes)))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(SystemLimitException.class);
  }

  @Test
  void an_id_that_the_registry_does_not_have_is_refused() {
    var serde = new AvroSerde<Link>(Link.getClassSchema(), registry);

    assertThatExceptionOfType(RegistryRefusedException.class)
        .isThrownBy(() -> read(serde, framed(77, new byte[] {0})))
        .withMessage("No schema 77");
  }

  @Test
  void a_value_with_a_missing_part_is_refused_when_it_is_written() {
    var serde = new AvroSerde<Link>(Link.getClassSchema(), registry);

    assertThatThrownBy(() -> write(serde, new Link()))
        .isInstanceOf(SerializationException.class)
        .hasMessage("Can't write a Link");
  }

  @Test
  void a_symbol_of_a_newer_writer_is_read_as_UNKNOWN() {
    var newer =
        parsed(
            ZiflowSignal.getClassSchema()
                .toString()
                .replace("[\"UNKNOWN\",\"DELIVERY\"]", "[\"UNKNOWN\",\"DELIVERY\",\"SUBSCRIBED\"]")
                .replace(
                    "{\"name\":\"delivery\"",
                    "{\"name\":\"subscribed\",\"type\":[\"null\",\"string\"],\"default\":null},"
                        + "{\"name\":\"delivery\""));
    var signal = RandomRecord.of(ZiflowSignal.getClassSchema(), 3);
    var written = new GenericData.Record(newer);
    written.put("envelope", generic(signal).get("envelope"));
    written.put("kind", new GenericData.EnumSymbol(newer.getField("kind").schema(), "SUBSCRIBED"));
    written.put("subscribed", "w0000001");

    var read = readAs(ZiflowSignal.getClassSchema(), newer, written);

    assertThat(((ZiflowSignal) read).getKind()).isEqualTo(ZiflowSignalKind.UNKNOWN);
    assertThat(((ZiflowSignal) read).getDelivery()).isNull();
    assertThat(((ZiflowSignal) read).getEnvelope()).isEqualTo(signal.get(0));
  }

  @Test
  void a_field_that_an_older_writer_lacks_has_its_default() {
    var older = without(Command.getClassSchema(), List.of("attempt", "write_fields"));
    var command = RandomRecord.of(Command.getClassSchema(), 5);
    var written = new GenericData.Record(older);
    older
        .getFields()
        .forEach(field -> written.put(field.name(), generic(command).get(field.name())));

    var read = (Command) readAs(Command.getClassSchema(), older, written);

    assertThat(read.getAttempt()).isEqualTo(1);
    assertThat(read.getWriteFields()).isNull();
    assertThat(read.getCommandId()).isEqualTo(((Command) command).getCommandId());
  }

  /** Views of the version before these fields, in both directions. */
  @Property(tries = 200)
  void views_are_read_by_the_version_before_and_after(@ForAll long seed) {
    var added =
        List.of(
            "asset",
            "stages",
            "proofs",
            "publications",
            "verdict",
            "verdict_at",
            "selected_by",
            "picked_at",
            "collection");
    var today = ReviewView.getClassSchema();
    var former = without(today, added);
    var view = (ReviewView) RandomRecord.of(today, seed);
    var written = new GenericData.Record(former);
    former.getFields().forEach(f -> written.put(f.name(), generic(view).get(f.name())));

    var read = (ReviewView) readAs(today, former, written);
    assertThat(read)
        .isEqualTo(
            ReviewView.newBuilder(view)
                .clearAsset()
                .clearStages()
                .clearProofs()
                .clearPublications()
                .clearVerdict()
                .clearVerdictAt()
                .clearSelectedBy()
                .clearPickedAt()
                .clearCollection()
                .build());
    assertThat(today.getFields().subList(former.getFields().size(), today.getFields().size()))
        .as("new fields are at the end")
        .extracting(Schema.Field::name)
        .isEqualTo(added);
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(former, today).getType())
        .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
  }

  private SpecificRecordBase readAs(Schema reader, Schema writer, GenericRecord value) {
    int id = registry.register(TOPIC + "-value", writer);
    return read(new AvroSerde<>(reader, registry), framed(id, body(writer, value)));
  }

  private static <T extends SpecificRecordBase> byte[] write(AvroSerde<T> serde, T value) {
    return serde.serializer().serialize(TOPIC, value);
  }

  private static <T extends SpecificRecordBase> T read(AvroSerde<T> serde, byte[] bytes) {
    return serde.deserializer().deserialize(TOPIC, bytes);
  }

  private static byte[] framed(int id, byte[] body) {
    return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(id).put(body).array();
  }

  private static Schema parsed(String json) {
    return new Schema.Parser().parse(json);
  }

  private static Schema without(Schema schema, List<String> fields) {
    return Schema.createRecord(
        schema.getName(),
        schema.getDoc(),
        schema.getNamespace(),
        false,
        schema.getFields().stream()
            .filter(field -> !fields.contains(field.name()))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList());
  }

  private static GenericRecord generic(SpecificRecordBase value) {
    try {
      var out = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new SpecificDatumWriter<SpecificRecordBase>(value.getSchema(), value.getSpecificData())
          .write(value, encoder);
      var decoder = DecoderFactory.get().binaryDecoder(out.toByteArray(), null);
      return new GenericDatumReader<GenericRecord>(value.getSchema()).read(null, decoder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] body(Schema schema, GenericRecord value) {
    try {
      var out = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(schema).write(value, encoder);
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Records the subjects of its calls. */
  private record Asked(List<String> subjects) implements SchemaRegistry {

    @Override
    public int register(String subject, Schema schema) {
      subjects.add(subject);
      return 1;
    }

    @Override
    public int idOf(String subject, Schema schema) {
      return register(subject, schema);
    }

    @Override
    public Schema byId(int id) {
      throw new RegistryRefusedException("No schema " + id);
    }
  }
}
