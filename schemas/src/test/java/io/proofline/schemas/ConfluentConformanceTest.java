package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericData;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.avro.shaded.org.apache.avro.io.EncoderFactory;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our wire format and registry client against Confluent's, which use an Avro version of their own.
 */
class ConfluentConformanceTest {

  private static final String TOPIC = "proofline.links";
  private static final String SUBJECT = TOPIC + "-value";

  private final FakeRegistryServer server = new FakeRegistryServer();
  private final HttpSchemaRegistry ours = new HttpSchemaRegistry(server.address());
  private final CachedSchemaRegistryClient theirs =
      new CachedSchemaRegistryClient(server.address().toString(), 10);

  @AfterEach
  void stop() {
    ours.close();
    server.close();
  }

  static List<org.apache.avro.Schema> types() {
    return RecordTypes.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void confluent_s_deserializer_reads_our_records(org.apache.avro.Schema type) throws IOException {
    var bytes =
        new AvroSerde<SpecificRecordBase>(type, ours)
            .serializer()
            .serialize(TOPIC, RandomRecord.of(type, 11));

    var in = new ByteArrayInputStream(bytes);
    var schema = new ConfluentSchemaRegistryCoder(theirs).readSchema(in);
    var body = in.readAllBytes();
    var read = read(schema, body);

    assertThat(schema.getFullName()).isEqualTo(type.getFullName());
    assertThat(written(schema, read)).isEqualTo(body);
  }

  @Test
  void our_deserializer_reads_confluent_s_records() throws Exception {
    var schema = new Schema.Parser().parse(Link.getClassSchema().toString());
    theirs.register(SUBJECT, new AvroSchema(schema.toString()));
    var out = new ByteArrayOutputStream();
    new ConfluentSchemaRegistryCoder(SUBJECT, theirs).writeSchema(schema, out);
    out.writeBytes(written(schema, theirLink(schema)));

    var read =
        new AvroSerde<Link>(Link.getClassSchema(), ours)
            .deserializer()
            .deserialize(TOPIC, out.toByteArray());

    assertThat(read).isEqualTo(ourLink());
  }

  @Test
  void both_write_the_same_bytes() throws IOException {
    var schema = new Schema.Parser().parse(Link.getClassSchema().toString());
    var bytes =
        new AvroSerde<Link>(Link.getClassSchema(), ours).serializer().serialize(TOPIC, ourLink());

    var out = new ByteArrayOutputStream();
    new ConfluentSchemaRegistryCoder(SUBJECT, theirs).writeSchema(schema, out);

    assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(bytes, 5));
    assertThat(written(schema, theirLink(schema)))
        .isEqualTo(Arrays.copyOfRange(bytes, 5, bytes.length));
  }

  @Test
  void both_give_a_schema_the_same_id() throws Exception {
    int id = theirs.register(SUBJECT, new AvroSchema(Link.getClassSchema().toString()));

    assertThat(ours.idOf(SUBJECT, Link.getClassSchema())).isEqualTo(id);
    assertThat(ours.register(SUBJECT, Link.getClassSchema())).isEqualTo(id);
  }

  private static Link ourLink() {
    return new Link(
        new Envelope(
            "e1",
            "acme",
            "intake",
            Origin.LIVE,
            null,
            Instant.ofEpochMilli(1_700_000_000_123L),
            "c1",
            "e0",
            null),
        "I0000abc");
  }

  private static GenericRecord theirLink(Schema schema) {
    var envelope = new GenericData.Record(schema.getField("envelope").schema());
    var origin = envelope.getSchema().getField("origin").schema();
    envelope.put("event_id", "e1");
    envelope.put("account", "acme");
    envelope.put("source", "intake");
    envelope.put("origin", new GenericData.EnumSymbol(origin, "LIVE"));
    envelope.put("received_at", 1_700_000_000_123L);
    envelope.put("correlation_id", "c1");
    envelope.put("causation_id", "e0");
    var link = new GenericData.Record(schema);
    link.put("envelope", envelope);
    link.put("asset_id", "I0000abc");
    return link;
  }

  private static GenericRecord read(Schema schema, byte[] body) throws IOException {
    return new GenericDatumReader<GenericRecord>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(body, null));
  }

  private static byte[] written(Schema schema, GenericRecord value) throws IOException {
    var out = new ByteArrayOutputStream();
    new GenericDatumWriter<GenericRecord>(schema)
        .write(value, EncoderFactory.get().directBinaryEncoder(out, null));
    return out.toByteArray();
  }
}
