package io.proofline.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** A random value of a record type; the same seed gives the same value. */
final class RandomRecord {

  private static final List<String> TEXTS = List.of("", "I0000abc", "Ärger – 東京", "a\"b\\c\n");

  private final Random random;

  private RandomRecord(long seed) {
    this.random = new Random(seed);
  }

  static SpecificRecordBase of(Schema schema, long seed) {
    return (SpecificRecordBase) new RandomRecord(seed).value(schema);
  }

  private Object value(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ENUM -> symbol(schema);
      case UNION -> value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
      case ARRAY -> some(schema.getElementType());
      case MAP -> Map.of("content-type", value(schema.getValueType()));
      case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
      case BYTES -> ByteBuffer.wrap(bytes());
      case LONG -> schema.getLogicalType() == null ? random.nextLong() : instant();
      case INT -> random.nextInt();
      case BOOLEAN -> random.nextBoolean();
      case NULL -> null;
      case FIXED, FLOAT, DOUBLE -> throw new IllegalStateException("No rule for " + schema);
    };
  }

  private Object record(Schema schema) {
    var made =
        (SpecificRecordBase) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    schema.getFields().forEach(field -> made.put(field.pos(), value(field.schema())));
    return made;
  }

  private Object symbol(Schema schema) {
    var symbols = schema.getEnumSymbols();
    return SpecificData.get().createEnum(symbols.get(random.nextInt(symbols.size())), schema);
  }

  private List<Object> some(Schema element) {
    return IntStream.range(0, random.nextInt(3)).mapToObj(_ -> value(element)).toList();
  }

  private byte[] bytes() {
    var bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    return bytes;
  }

  private Instant instant() {
    return Instant.ofEpochMilli(random.nextLong(0, 4_102_444_800_000L));
  }
}
