package io.proofline.processor.topology.intake;

import io.proofline.processor.topology.Nodes;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.UnattachedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** Stores of a partition's links, from proof to asset, and of the events that wait for one. */
final class ProofLinks {

  private static final String LINKS = "links";
  private static final String WAITING = "waiting-events";

  private final KeyValueStore<String, Link> links;
  private final KeyValueStore<String, UnattachedEvent> waiting;

  ProofLinks(ProcessingContext context) {
    links = context.getStateStore(LINKS);
    waiting = context.getStateStore(WAITING);
  }

  /** The state stores. Processors that share them must use the same set. */
  static Set<StoreBuilder<?>> stores(Topics topics) {
    return Set.of(
        Nodes.store(LINKS, topics.links().values()),
        Nodes.lenientStore(WAITING, topics.unattachedEvents().values()));
  }

  @Nullable Link of(String proofId) {
    return links.get(proofId);
  }

  void put(String proofId, Link link) {
    links.put(proofId, link);
  }

  void remove(String proofId) {
    links.delete(proofId);
  }

  void addWaiting(UnattachedEvent event) {
    waiting.put(key(event), event);
  }

  /** Removes and returns the events that wait for this proof's link. */
  List<UnattachedEvent> removeWaitingFor(String proofId) {
    return removeWaiting(proofId + "/", event -> true);
  }

  /** Removes and returns the waiting events that were received before a time. */
  List<UnattachedEvent> removeWaitingBefore(long receivedBeforeMillis) {
    return removeWaiting(
        "", e -> e.getEnvelope().getReceivedAt().toEpochMilli() < receivedBeforeMillis);
  }

  private List<UnattachedEvent> removeWaiting(String prefix, Predicate<UnattachedEvent> wanted) {
    var found = new ArrayList<UnattachedEvent>();
    try (var all = waiting.prefixScan(prefix, Serdes.String().serializer())) {
      while (all.hasNext()) {
        KeyValue<String, UnattachedEvent> entry = all.next();
        if (entry.value != null && wanted.test(entry.value)) {
          found.add(entry.value);
        }
      }
    }
    found.forEach(event -> waiting.delete(key(event)));
    return found;
  }

  private static String key(UnattachedEvent event) {
    return event.getAsked() + "/" + event.getEnvelope().getEventId();
  }
}
