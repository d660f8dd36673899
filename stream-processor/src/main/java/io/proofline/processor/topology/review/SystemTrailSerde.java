package io.proofline.processor.topology.review;

import io.proofline.review.SystemTrail;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Serde of the trail about the id system in the state store, as JSON, which allows new fields. */
final class SystemTrailSerde implements Serde<SystemTrail> {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public Serializer<SystemTrail> serializer() {
    return (_, systemTrail) -> systemTrail == null ? null : JSON.writeValueAsBytes(systemTrail);
  }

  @Override
  public Deserializer<SystemTrail> deserializer() {
    return (_, bytes) -> read(bytes);
  }

  private static @Nullable SystemTrail read(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : JSON.readValue(bytes, SystemTrail.class);
    } catch (JacksonException e) {
      throw new SerializationException(
          "The trail about the id system in the state store can't be read", e);
    }
  }
}
