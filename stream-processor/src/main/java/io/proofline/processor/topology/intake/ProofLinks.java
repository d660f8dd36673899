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
  private static final String UNFINISHED = "unfinished-links";

  private final KeyValueStore<String, Link> links;
  private final KeyValueStore<String, UnattachedEvent> waiting;

  /** Links for which more events wait than one record may attach. */
  private final KeyValueStore<String, Link> unfinished;

  ProofLinks(ProcessingContext context) {
    links = context.getStateStore(LINKS);
    waiting = context.getStateStore(WAITING);
    unfinished = context.getStateStore(UNFINISHED);
  }

  /** The state stores. Processors that share them must use the same set. */
  static Set<StoreBuilder<?>> stores(Topics topics) {
    return Set.of(
        Nodes.store(LINKS, topics.links().values()),
        Nodes.lenientStore(WAITING, topics.unattachedEvents().values()),
        Nodes.store(UNFINISHED, topics.links().values()));
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

  /** Records whether further events wait for a link. */
  void setUnfinished(String proofId, @Nullable Link link) {
    unfinished.put(proofId, link);
  }

  /** A link for which further events wait; null for none. */
  @Nullable KeyValue<String, Link> firstUnfinished() {
    try (var all = unfinished.all()) {
      return all.hasNext() ? all.next() : null;
    }
  }

  void addWaiting(UnattachedEvent event) {
    waiting.put(key(event), event);
  }

  /** Removes and returns events that wait for this proof's link. */
  List<UnattachedEvent> removeWaitingFor(String proofId, int most) {
    return removeWaiting(proofId + "/", most, event -> true);
  }

  /**
   * Removes and returns waiting events that were received before a time, except those of linked
   * proofs, which are about to be attached.
   */
  List<UnattachedEvent> removeWaitingBefore(long receivedBeforeMillis, int most) {
    return removeWaiting(
        "",
        most,
        e ->
            e.getEnvelope().getReceivedAt().toEpochMilli() < receivedBeforeMillis
                && links.get(e.getAsked()) == null);
  }

  private List<UnattachedEvent> removeWaiting(
      String prefix, int most, Predicate<UnattachedEvent> wanted) {
    var found = new ArrayList<UnattachedEvent>();
    try (var all = waiting.prefixScan(prefix, Serdes.String().serializer())) {
      while (found.size() < most && all.hasNext()) {
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
