package io.proofline.processor.door;

import io.proofline.processor.ProcessorProperties;
import io.proofline.processor.review.Review;
import io.proofline.processor.topology.ReviewTopology;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the review of an asset; another instance's reviews are that instance's to show. */
@RestController
final class ReviewDoor {

  private final StreamsBuilderFactoryBean review;
  private final HostInfo here;

  ReviewDoor(@Qualifier("&review") StreamsBuilderFactoryBean review, ProcessorProperties settings) {
    this.review = review;
    this.here = HostInfo.buildFromEndpoint(settings.advertised());
  }

  @GetMapping("/reviews/{assetId}")
  ResponseEntity<Object> review(@PathVariable String assetId) {
    var streams = review.getKafkaStreams();
    var owner =
        streams == null || !streams.state().isRunningOrRebalancing()
            ? KeyQueryMetadata.NOT_AVAILABLE
            : owner(streams, assetId);
    if (streams == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      return notYet();
    }
    if (!owner.activeHost().equals(here)) {
      var instance = owner.activeHost().host() + ":" + owner.activeHost().port();
      return ResponseEntity.status(HttpStatus.MISDIRECTED_REQUEST)
          .body(Map.of("error", "another instance has this review", "instance", instance));
    }
    return shown(streams, assetId);
  }

  private static KeyQueryMetadata owner(KafkaStreams streams, String assetId) {
    return streams.queryMetadataForKey(
        ReviewTopology.REVIEWS, assetId, Serdes.String().serializer());
  }

  private static ResponseEntity<Object> shown(KafkaStreams streams, String assetId) {
    try {
      @Nullable Review found =
          streams
              .store(
                  StoreQueryParameters.fromNameAndType(
                      ReviewTopology.REVIEWS, QueryableStoreTypes.<String, Review>keyValueStore()))
              .get(assetId);
      return found == null
          ? ResponseEntity.status(HttpStatus.NOT_FOUND)
              .body(Map.of("error", "nothing is known of asset " + assetId))
          : ResponseEntity.ok(found);
    } catch (InvalidStateStoreException e) {
      return notYet();
    }
  }

  private static ResponseEntity<Object> notYet() {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header("Retry-After", "2")
        .body(Map.of("error", "the reviews are being restored; ask again in a moment"));
  }
}
