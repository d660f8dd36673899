package io.proofline.processor.topology;

import io.proofline.processor.review.Item;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows that were written of an asset, by collection, as JSON. */
final class ItemsSerde implements Serde<Map<String, Item>> {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, Item>> TYPE = new TypeReference<>() {};

  @Override
  public Serializer<Map<String, Item>> serializer() {
    return (_, items) -> items == null ? null : JSON.writeValueAsBytes(items);
  }

  @Override
  public Deserializer<Map<String, Item>> deserializer() {
    return (_, bytes) -> {
      try {
        return bytes == null ? null : JSON.readValue(bytes, TYPE);
      } catch (JacksonException e) {
        throw new SerializationException("Rows of collections that can't be read", e);
      }
    };
  }
}
