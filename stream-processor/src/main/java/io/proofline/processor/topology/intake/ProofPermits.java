package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.Nodes.store;

import io.proofline.processor.intake.ProofRateLimit.PermitState;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.ProofPermitRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Stores of the granted proof permits with their times, for as long as permit requests are kept,
 * and of the held ones. All permit requests have the account as their key, so one partition has
 * them all.
 */
final class ProofPermits {

  private static final String IN_ORDER = "turns-in-order";
  private static final String KEY_OF_COMMAND = "turn-places";
  private static final String GRANTED = "granted/";
  private static final String HELD = "held/";
  private static final Duration RETENTION = Topics.PERMIT_RETENTION;

  /** Granted permits by time, held ones by arrival. */
  private final KeyValueStore<String, ProofPermitRequest> inOrder;

  /** Key in {@link #inOrder} of a command's permit. */
  private final KeyValueStore<String, String> keyOfCommand;

  ProofPermits(ProcessingContext context) {
    inOrder = context.getStateStore(IN_ORDER);
    keyOfCommand = context.getStateStore(KEY_OF_COMMAND);
  }

  /** The state stores. Processors that share them must use the same set. */
  static Set<StoreBuilder<?>> stores(Topics topics) {
    return Set.of(
        store(IN_ORDER, topics.proofPermits().values()), store(KEY_OF_COMMAND, Serdes.String()));
  }

  PermitState stateOf(ProofPermitRequest request) {
    var place = keyOfCommand.get(request.getCommandId());
    if (place == null) {
      return PermitState.NEW;
    }
    return place.startsWith(GRANTED) ? PermitState.GRANTED : PermitState.HELD;
  }

  /**
   * Number of permits that were granted after a time, counted up to {@code most}; times in the
   * future count.
   */
  int countGranted(long afterMillis, int most) {
    int found = 0;
    try (var newest =
        inOrder.reverseRange(GRANTED + sortKey(afterMillis + 1), endOfPrefix(GRANTED))) {
      while (found < most && newest.hasNext()) {
        newest.next();
        found++;
      }
    }
    return found;
  }

  /** Grants a permit and removes those that are older than the retention. */
  void grant(ProofPermitRequest request, long atMillis) {
    put(GRANTED + sortKey(atMillis), request);
    for (var old : first(GRANTED, GRANTED + sortKey(atMillis - RETENTION.toMillis()), null)) {
      remove(old);
    }
  }

  /** Holds a permit, behind those that are already held. */
  void hold(ProofPermitRequest request, long offset) {
    put(HELD + sortKey(offset), request);
  }

  /** The held permits, oldest first; {@code most} of them, or all for null. */
  List<ProofPermitRequest> held(@Nullable Integer most) {
    return first(HELD, endOfPrefix(HELD), most);
  }

  private List<ProofPermitRequest> first(String from, String to, @Nullable Integer most) {
    var found = new ArrayList<ProofPermitRequest>();
    try (var requests = inOrder.range(from, to)) {
      while (requests.hasNext() && (most == null || found.size() < most)) {
        found.add(requests.next().value);
      }
    }
    return found;
  }

  private void put(String order, ProofPermitRequest request) {
    remove(request);
    var place = order + "/" + request.getCommandId();
    inOrder.put(place, request);
    keyOfCommand.put(request.getCommandId(), place);
  }

  private void remove(ProofPermitRequest request) {
    var place = keyOfCommand.delete(request.getCommandId());
    if (place != null) {
      inOrder.delete(place);
    }
  }

  /** A number as text that sorts by value. */
  private static String sortKey(long number) {
    return "%019d".formatted(Math.max(0, number));
  }

  /** End of the range of keys with a prefix: the character after the slash. */
  private static String endOfPrefix(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + '0';
  }
}
