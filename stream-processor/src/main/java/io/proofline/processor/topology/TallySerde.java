package io.proofline.processor.topology;

import io.proofline.processor.audit.Tally;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Tallies in their state store, as JSON, which takes added fields. */
final class TallySerde implements Serde<Tally> {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public Serializer<Tally> serializer() {
    return (_, tally) -> tally == null ? null : JSON.writeValueAsBytes(tally);
  }

  @Override
  public Deserializer<Tally> deserializer() {
    return (_, bytes) -> read(bytes);
  }

  private static @Nullable Tally read(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : JSON.readValue(bytes, Tally.class);
    } catch (JacksonException e) {
      throw new SerializationException("A tally of the audit trail that can't be read", e);
    }
  }
}
