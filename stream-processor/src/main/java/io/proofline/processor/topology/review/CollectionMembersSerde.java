package io.proofline.processor.topology.review;

import io.proofline.review.CollectionMember;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Serde of an asset's collection items by collection path, as JSON. */
final class CollectionMembersSerde implements Serde<Map<String, CollectionMember>> {

  private static final JsonMapper JSON = StoredJson.MAPPER;
  private static final TypeReference<Map<String, CollectionMember>> TYPE = new TypeReference<>() {};

  @Override
  public Serializer<Map<String, CollectionMember>> serializer() {
    return (_, items) -> items == null ? null : JSON.writeValueAsBytes(items);
  }

  @Override
  public Deserializer<Map<String, CollectionMember>> deserializer() {
    return (_, bytes) -> {
      try {
        return bytes == null ? null : JSON.readValue(bytes, TYPE);
      } catch (JacksonException e) {
        throw new SerializationException("Collection items in the state store can't be read", e);
      }
    };
  }
}
