package io.proofline.processor.topology.review;

import io.proofline.audit.PartitionTally;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Serde of audit tallies in the state store, as JSON, which allows new fields. */
final class TallySerde implements Serde<PartitionTally> {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public Serializer<PartitionTally> serializer() {
    return (_, partitionTally) ->
        partitionTally == null ? null : JSON.writeValueAsBytes(partitionTally);
  }

  @Override
  public Deserializer<PartitionTally> deserializer() {
    return (_, bytes) -> read(bytes);
  }

  private static @Nullable PartitionTally read(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : JSON.readValue(bytes, PartitionTally.class);
    } catch (JacksonException e) {
      throw new SerializationException(
          "A tally of the audit trail in the state store can't be read", e);
    }
  }
}
