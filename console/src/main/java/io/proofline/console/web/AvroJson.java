package io.proofline.console.web;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record of the contract as JSON of the API: the contract's field names, enum symbols in lower
 * case, times as ISO 8601 text, bytes as Base64.
 */
public final class AvroJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AvroJson() {}

  /** The record with all its fields, those without a value as null. */
  public static ObjectNode of(SpecificRecordBase record) {
    var object = JSON.objectNode();
    for (var field : record.getSchema().getFields()) {
      object.set(field.name(), value(record.get(field.pos())));
    }
    return object;
  }

  /** An enum symbol as a word of the API. */
  public static String word(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }

  private static JsonNode value(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case SpecificRecordBase record -> of(record);
      case Instant time -> JSON.stringNode(time.toString());
      case Enum<?> symbol -> JSON.stringNode(word(symbol));
      case Boolean flag -> JSON.booleanNode(flag);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case Double number -> JSON.numberNode(number);
      case ByteBuffer bytes -> JSON.stringNode(base64(bytes));
      case Collection<?> items -> {
        var array = JSON.arrayNode(items.size());
        items.forEach(item -> array.add(value(item)));
        yield array;
      }
      case Map<?, ?> entries -> {
        var object = JSON.objectNode();
        new TreeMap<>(entries).forEach((key, each) -> object.set(key.toString(), value(each)));
        yield object;
      }
      default -> JSON.stringNode(value.toString());
    };
  }

  private static String base64(ByteBuffer bytes) {
    var copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }
}
