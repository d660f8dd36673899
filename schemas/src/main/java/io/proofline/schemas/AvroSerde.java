package io.proofline.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializes Avro records in Confluent's wire format: a zero byte, the schema's id in four bytes,
 * the body. Schemas are registered under the subject {@code <topic>-value}. Records of older and
 * newer schemas are readable if the registry has their schema. A null value is a tombstone in both
 * directions.
 */
public final class AvroSerde<T extends SpecificRecordBase> implements Serde<T> {

  private static final byte MAGIC = 0;
  private static final int HEADER = 1 + Integer.BYTES;

  /** The largest accepted length in bytes; Kafka carries no longer record here. */
  private static final int LONGEST_TEXT = 16 << 20;

  /** The largest accepted number of items of a list or map; each item takes at least one byte. */
  private static final int MOST_ITEMS = 1 << 20;

  static {
    // without a limit Avro allocates up to two gigabytes for a length that it reads from garbage
    var settings = System.getProperties();
    settings.putIfAbsent("org.apache.avro.limits.string.maxLength", "" + LONGEST_TEXT);
    settings.putIfAbsent("org.apache.avro.limits.bytes.maxLength", "" + LONGEST_TEXT);
    settings.putIfAbsent("org.apache.avro.limits.collectionItems.maxLength", "" + MOST_ITEMS);
  }

  private final Schema schema;
  private final SchemaRegistry registry;
  private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();

  public AvroSerde(Schema schema, SchemaRegistry registry) {
    this.schema = schema;
    this.registry = registry;
  }

  /** The schema of the records that are written. */
  public Schema schema() {
    return schema;
  }

  @Override
  public Serializer<T> serializer() {
    return this::write;
  }

  @Override
  public Deserializer<T> deserializer() {
    return (_, bytes) -> read(bytes);
  }

  private byte @Nullable [] write(String topic, @Nullable T value) {
    if (value == null) {
      return null;
    }
    int id = registry.register(topic + "-value", schema);
    var out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(HEADER).put(MAGIC).putInt(id).array());
    try {
      var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new SpecificDatumWriter<T>(schema, value.getSpecificData()).write(value, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("Can't write a " + schema.getName(), e);
    }
    return out.toByteArray();
  }

  private @Nullable T read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < HEADER || bytes[0] != MAGIC) {
      throw new SerializationException(
          "Not a %s: %d bytes without Confluent's header"
              .formatted(schema.getName(), bytes.length));
    }
    int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    var reader = reader(id);
    var body = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
    try {
      return reader.read(null, body);
    } catch (IOException | RuntimeException e) { // Avro throws many kinds of exception on garbage
      throw new SerializationException(
          "Can't read a %s that was written with schema %d".formatted(schema.getName(), id), e);
    }
  }

  private SpecificDatumReader<T> reader(int id) {
    return readers.computeIfAbsent(
        id,
        writer -> new SpecificDatumReader<>(registry.byId(writer), schema, new PlainLists(schema)));
  }

  /**
   * Reads arrays into plain lists: Avro's own lists can't be compared if their elements have a
   * nullable time, and Avro's fast reader would create those lists regardless.
   */
  private static final class PlainLists extends SpecificData {

    PlainLists(Schema schema) {
      getForSchema(schema).getConversions().forEach(this::addLogicalTypeConversion);
      setFastReaderEnabled(false);
    }

    @Override
    public Object newArray(@Nullable Object old, int size, Schema schema) {
      return new ArrayList<>();
    }
  }
}
