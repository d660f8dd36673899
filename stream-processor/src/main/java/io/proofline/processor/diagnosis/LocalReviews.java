package io.proofline.processor.diagnosis;

import io.proofline.processor.topology.review.ReviewTopology;
import io.proofline.review.Review;
import io.proofline.schemas.avro.ReviewView;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.stereotype.Component;

/** The reviews of the partitions that this instance has at present. */
@Component
final class LocalReviews {

  private final StreamsBuilderFactoryBean review;

  LocalReviews(@Qualifier("&review") StreamsBuilderFactoryBean review) {
    this.review = review;
  }

  /**
   * A review of this instance; empty if it has none of that asset, which another instance may have.
   *
   * @throws InvalidStateStoreException if a partition of this instance is not open
   */
  Optional<ReviewDiagnosis> find(String assetId) {
    var streams = review.getKafkaStreams();
    if (streams == null) {
      throw new InvalidStateStoreException("Kafka Streams is not started yet");
    }
    ReadOnlyKeyValueStore<String, ReviewView> views = store(streams, ReviewTopology.VIEWS);
    ReadOnlyKeyValueStore<String, Review> reviews = store(streams, ReviewTopology.REVIEWS);
    @Nullable ReviewView view = views.get(assetId);
    return Optional.ofNullable(view).map(known -> ReviewDiagnosis.of(known, reviews.get(assetId)));
  }

  private static <V> ReadOnlyKeyValueStore<String, V> store(KafkaStreams streams, String name) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>keyValueStore()));
  }
}
