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
 * Which proof permits were granted and when, for as long as requests are kept, and which requests
 * are held. The key of all requests is the account, so that one partition knows them all.
 */
final class ProofPermits {

  private static final String IN_ORDER = "turns-in-order";
  private static final String KEY_OF_COMMAND = "turn-places";
  private static final String GRANTED = "granted/";
  private static final String HELD = "held/";
  private static final Duration RETENTION = Topics.PERMIT_RETENTION;

  /** Granted ones by time, held ones by arrival. */
  private final KeyValueStore<String, ProofPermitRequest> inOrder;

  /** Where in that order a command stands. */
  private final KeyValueStore<String, String> keyOfCommand;

  ProofPermits(ProcessingContext context) {
    inOrder = context.getStateStore(IN_ORDER);
    keyOfCommand = context.getStateStore(KEY_OF_COMMAND);
  }

  /** The stores behind it; whoever shares them takes the same set. */
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

  /** How many were granted after a time, counted up to {@code most}; later than now is after. */
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

  /** Counts it from now on, and forgets what nobody asks for any more. */
  void grant(ProofPermitRequest request, long atMillis) {
    put(GRANTED + sortKey(atMillis), request);
    for (var old : first(GRANTED, GRANTED + sortKey(atMillis - RETENTION.toMillis()), null)) {
      remove(old);
    }
  }

  /** Keeps it behind those that are held already. */
  void hold(ProofPermitRequest request, long offset) {
    put(HELD + sortKey(offset), request);
  }

  /** Those that are held, oldest first; {@code most} of them, or all. */
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

  /** Sorts as text by number. */
  private static String sortKey(long number) {
    return "%019d".formatted(Math.max(0, number));
  }

  /** Behind everything that begins so: the character after the slash. */
  private static String endOfPrefix(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + '0';
  }
}
