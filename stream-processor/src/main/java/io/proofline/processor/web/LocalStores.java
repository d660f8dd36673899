package io.proofline.processor.web;

import io.proofline.processor.ProcessorProperties;
import io.proofline.processor.topology.RulesStore;
import io.proofline.processor.topology.review.ReviewTopology;
import io.proofline.review.Review;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.RulesRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.stereotype.Component;

/**
 * The only way to this instance's stores. A read either covers every partition that it promises, or
 * fails with a {@link StateRestoringException}: while partitions move between instances or are
 * restored, an asset that is not found and an empty list would mean nothing.
 */
@Component
final class LocalStores {

  private final StreamsBuilderFactoryBean review;
  private final StreamsBuilderFactoryBean intake;
  private final Topics topics;
  private final HostInfo thisInstance;
  private final String facts;
  private final int partitions;

  LocalStores(
      @Qualifier("&review") StreamsBuilderFactoryBean review,
      @Qualifier("&intake") StreamsBuilderFactoryBean intake,
      ProcessorProperties settings,
      Topics topics) {
    this.review = review;
    this.intake = intake;
    this.topics = topics;
    this.thisInstance = HostInfo.buildFromEndpoint(settings.advertised());
    this.facts = topics.facts().name();
    this.partitions = topics.facts().partitions();
  }

  /** The stores of one partition, open. */
  record PartitionStores(
      ReadOnlyKeyValueStore<String, ReviewView> views,
      ReadOnlyKeyValueStore<String, Review> reviews) {}

  /**
   * The stores of all partitions of this instance, open.
   *
   * @param instances addresses of the other instances that have reviews, {@code host:port}
   */
  record AllStores(
      List<PartitionStores> stores, PartitionCoverage coverage, List<String> instances) {

    AllStores {
      stores = List.copyOf(stores);
      instances = List.copyOf(instances);
    }

    List<ReadOnlyKeyValueStore<String, ReviewView>> views() {
      return stores.stream().map(PartitionStores::views).toList();
    }

    /** The review of an asset of any of the partitions. */
    @Nullable Review review(String assetId) {
      return stores.stream()
          .map(partition -> partition.reviews().get(assetId))
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * Reads from the stores of an asset's partition.
   *
   * @throws MisdirectedRequestException if another instance has the partition
   * @throws StateRestoringException if no instance has it, or its stores are not open here
   */
  <T> T readOf(String assetId, Function<PartitionStores, T> read) {
    return guarded(
        review,
        streams -> {
          var owner =
              streams.queryMetadataForKey(
                  ReviewTopology.REVIEWS, assetId, Serdes.String().serializer());
          if (owner.activeHost().equals(HostInfo.unavailable())) {
            throw new StateRestoringException("no instance has this asset's partition yet");
          }
          if (!owner.activeHost().equals(thisInstance)) {
            throw new MisdirectedRequestException(hostAndPort(owner.activeHost()));
          }
          return read.apply(open(streams, owner.partition()));
        });
  }

  /**
   * Reads from the stores of all partitions that are assigned to this instance.
   *
   * @throws StateRestoringException if one of them is not open, or a partition has no instance
   */
  <T> T readAll(Function<AllStores, T> read) {
    return guarded(
        review,
        streams -> {
          var instances = streams.streamsMetadataForStore(ReviewTopology.REVIEWS);
          var coverage = PartitionCoverage.of(instances, thisInstance, facts, partitions);
          var open = new ArrayList<PartitionStores>();
          coverage.partitions().forEach(partition -> open.add(open(streams, partition)));
          return read.apply(new AllStores(open, coverage, others(instances)));
        });
  }

  /** Addresses of the other instances that have reviews, {@code host:port}. */
  List<String> otherInstances() {
    return guarded(
        review, streams -> others(streams.streamsMetadataForStore(ReviewTopology.REVIEWS)));
  }

  /**
   * The newest readable record of a key of the rules, which are complete on every instance; null if
   * there is none.
   *
   * @throws StateRestoringException if they are not open
   */
  @Nullable RulesRecord readRules(String key) {
    return guarded(intake, streams -> new RulesStore(rules(streams), topics.rules()).get(key));
  }

  /** A store that closes during the read makes the read fail, too. */
  private static <T extends @Nullable Object> T guarded(
      StreamsBuilderFactoryBean application, Function<KafkaStreams, T> read) {
    try {
      return read.apply(StateRestoringException.requireRunning(application.getKafkaStreams()));
    } catch (InvalidStateStoreException e) {
      throw new StateRestoringException("a partition of this instance is not open", e);
    }
  }

  private static ReadOnlyKeyValueStore<String, byte[]> rules(KafkaStreams streams) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(RulesStore.NAME, QueryableStoreTypes.keyValueStore()));
  }

  private static PartitionStores open(KafkaStreams streams, int partition) {
    return new PartitionStores(
        streams.store(
            StoreQueryParameters.fromNameAndType(
                    ReviewTopology.VIEWS, QueryableStoreTypes.<String, ReviewView>keyValueStore())
                .withPartition(partition)),
        streams.store(
            StoreQueryParameters.fromNameAndType(
                    ReviewTopology.REVIEWS, QueryableStoreTypes.<String, Review>keyValueStore())
                .withPartition(partition)));
  }

  private List<String> others(Iterable<StreamsMetadata> instances) {
    var addresses = new TreeSet<String>();
    for (var instance : instances) {
      if (!instance.hostInfo().equals(thisInstance)) {
        addresses.add(hostAndPort(instance.hostInfo()));
      }
    }
    return List.copyOf(addresses);
  }

  private static String hostAndPort(HostInfo instance) {
    return instance.host() + ":" + instance.port();
  }
}
