package io.proofline.processor.topology.review;

import io.proofline.review.Review;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stores reviews in the state store: one byte for the form, then {@link StoredJson}, to which keys
 * may be added. Reviews of form 1 are read as form 2.
 */
final class ReviewSerde implements Serde<Review> {

  private static final byte LEGACY_FORMAT = 1;
  private static final byte FORMAT = 2;

  @Override
  public Serializer<Review> serializer() {
    return (_, review) -> write(review);
  }

  @Override
  public Deserializer<Review> deserializer() {
    return (_, bytes) -> read(bytes);
  }

  private static byte @Nullable [] write(@Nullable Review review) {
    if (review == null) {
      return null;
    }
    var json = StoredJson.MAPPER.writeValueAsBytes(review);
    var bytes = new byte[json.length + 1];
    bytes[0] = FORMAT;
    System.arraycopy(json, 0, bytes, 1, json.length);
    return bytes;
  }

  private static @Nullable Review read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length == 0 || (bytes[0] != FORMAT && bytes[0] != LEGACY_FORMAT)) {
      throw new SerializationException(
          "The state store has a review in a format that this version can't read");
    }
    var json = Arrays.copyOfRange(bytes, 1, bytes.length);
    try {
      return bytes[0] == FORMAT
          ? StoredJson.MAPPER.readValue(json, Review.class)
          : StoredJson.MAPPER.treeToValue(legacy(json), Review.class);
    } catch (JacksonException e) {
      throw new SerializationException("A review in the state store can't be read", e);
    }
  }

  private static ObjectNode legacy(byte[] json) {
    return LegacyReviewFormat.upgrade((ObjectNode) StoredJson.MAPPER.readTree(json));
  }
}
