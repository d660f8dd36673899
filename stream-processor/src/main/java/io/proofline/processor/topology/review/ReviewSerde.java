package io.proofline.processor.topology.review;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.proofline.review.LibraryState;
import io.proofline.review.Review;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serde of reviews in the state store: one byte for the format, then JSON, which allows new fields.
 * Reviews of the previous format are converted on reading.
 */
final class ReviewSerde implements Serde<Review> {

  private static final byte LEGACY_FORMAT = 1;
  private static final byte FORMAT = 2;
  private static final JsonMapper JSON =
      JsonMapper.builder().addMixIn(LibraryState.OwnWrite.class, WriteTypeName.class).build();

  /** Adds the type of an own write to its JSON, since review-core has no JSON annotations. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "wrote")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = LibraryState.OwnWrite.StatusWritten.class, name = "status"),
    @JsonSubTypes.Type(value = LibraryState.OwnWrite.MembershipChanged.class, name = "membership"),
    @JsonSubTypes.Type(value = LibraryState.OwnWrite.KeywordsRemoved.class, name = "dropped")
  })
  private interface WriteTypeName {}

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
    var json = JSON.writeValueAsBytes(review);
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
          ? JSON.readValue(json, Review.class)
          : JSON.treeToValue(
              LegacyReviewFormat.upgrade((ObjectNode) JSON.readTree(json)), Review.class);
    } catch (JacksonException e) {
      throw new SerializationException("A review in the state store can't be read", e);
    }
  }
}
