package io.proofline.processor.web;

import io.proofline.processor.ProcessorProperties;
import io.proofline.processor.topology.review.ReviewTopology;
import io.proofline.review.Review;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.ReviewView;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.stereotype.Component;

/** Access to this instance's review stores, and the addresses of the other instances. */
@Component
final class LocalStores {

  private final StreamsBuilderFactoryBean review;
  private final HostInfo thisInstance;
  private final String facts;

  LocalStores(
      @Qualifier("&review") StreamsBuilderFactoryBean review,
      ProcessorProperties settings,
      Topics topics) {
    this.review = review;
    this.thisInstance = HostInfo.buildFromEndpoint(settings.advertised());
    this.facts = topics.facts().name();
  }

  /**
   * Checks that this instance has an asset's review.
   *
   * @throws MisdirectedRequestException if another instance has it
   * @throws StateRestoringException if the owner is unknown at present
   */
  void requireLocal(String assetId) {
    var owner =
        runningStreams()
            .queryMetadataForKey(ReviewTopology.REVIEWS, assetId, Serdes.String().serializer());
    if (owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      throw new StateRestoringException();
    }
    if (!owner.activeHost().equals(thisInstance)) {
      throw new MisdirectedRequestException(hostAndPort(owner.activeHost()));
    }
  }

  /** The reviews of all partitions of this instance. */
  ReadOnlyKeyValueStore<String, Review> reviews() {
    return runningStreams()
        .store(
            StoreQueryParameters.fromNameAndType(
                ReviewTopology.REVIEWS, QueryableStoreTypes.keyValueStore()));
  }

  /** The views of all partitions of this instance, one partition after the other. */
  ReadOnlyKeyValueStore<String, ReviewView> views() {
    return runningStreams()
        .store(
            StoreQueryParameters.fromNameAndType(
                ReviewTopology.VIEWS, QueryableStoreTypes.keyValueStore()));
  }

  /** The views of this instance, one store for each partition, each sorted by asset id. */
  List<ReadOnlyKeyValueStore<String, ReviewView>> viewsByPartition() {
    var streams = runningStreams();
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(facts))
        .map(TopicPartition::partition)
        .map(partition -> views(streams, partition))
        .toList();
  }

  private static ReadOnlyKeyValueStore<String, ReviewView> views(
      KafkaStreams streams, int partition) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(
                ReviewTopology.VIEWS, QueryableStoreTypes.<String, ReviewView>keyValueStore())
            .withPartition(partition));
  }

  /** Addresses of the other instances that have reviews, {@code host:port}. */
  List<String> otherInstances() {
    return runningStreams().streamsMetadataForStore(ReviewTopology.REVIEWS).stream()
        .map(StreamsMetadata::hostInfo)
        .filter(host -> !host.equals(thisInstance))
        .map(LocalStores::hostAndPort)
        .distinct()
        .sorted()
        .toList();
  }

  private KafkaStreams runningStreams() {
    return StateRestoringException.requireRunning(review.getKafkaStreams());
  }

  private static String hostAndPort(HostInfo instance) {
    return instance.host() + ":" + instance.port();
  }
}
