package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.Nodes.store;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.processor.intake.ProofRateLimit.PermitState;
import io.proofline.schemas.SwitchNames;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Stores of the granted proof permits with their times, for as long as permit requests are kept, of
 * the held and the paused ones, and of the go-aheads that are being carried out. All permit
 * requests have the account as their key, so one partition has them all.
 */
final class ProofPermits {

  private static final String IN_ORDER = "turns-in-order";
  private static final String KEY_OF_COMMAND = "turn-places";
  private static final String GRANTED = "granted/";
  private static final String HELD = "held/";
  private static final String PAUSED = "paused/";
  private static final String GO_AHEADS = "turn-go-aheads";
  private static final Duration RETENTION = Topics.PERMIT_RETENTION;

  /** Per grant: after a pause many are too old at once. */
  private static final int MOST_REMOVED = 10;

  /** Granted permits by time, held ones by arrival, paused ones by rule and arrival. */
  private final KeyValueStore<String, ProofPermitRequest> inOrder;

  /** Key in {@link #inOrder} of a command's permit. */
  private final KeyValueStore<String, String> keyOfCommand;

  /** Go-aheads that are being carried out, by arrival. */
  private final KeyValueStore<String, Request> goAheads;

  ProofPermits(ProcessingContext context) {
    inOrder = context.getStateStore(IN_ORDER);
    keyOfCommand = context.getStateStore(KEY_OF_COMMAND);
    goAheads = context.getStateStore(GO_AHEADS);
  }

  /** The state stores. Processors that share them must use the same set. */
  static Set<StoreBuilder<?>> stores(Topics topics) {
    return Set.of(
        store(IN_ORDER, topics.proofPermits().values()),
        store(KEY_OF_COMMAND, Serdes.String()),
        store(GO_AHEADS, topics.requests().values()));
  }

  PermitState stateOf(ProofPermitRequest request) {
    var place = keyOfCommand.get(request.getCommandId());
    if (place == null) {
      return PermitState.NEW;
    }
    return place.startsWith(GRANTED)
        ? PermitState.GRANTED
        : place.startsWith(HELD) ? PermitState.HELD : PermitState.PAUSED;
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

  /** Grants a permit and removes the oldest of those that are older than the retention. */
  void grant(ProofPermitRequest request, long atMillis) {
    put(GRANTED + sortKey(atMillis), request);
    for (var old :
        first(GRANTED, GRANTED + sortKey(atMillis - RETENTION.toMillis()), MOST_REMOVED)) {
      remove(old);
    }
  }

  /** Holds a permit; one that waits already keeps its position. */
  void hold(ProofPermitRequest request, long offset) {
    put(HELD + position(request, offset), request);
  }

  /** Keeps a permit whose rule is paused; one that waits already keeps its position. */
  void pause(ProofPermitRequest request, long offset) {
    put(pausedPrefix(request) + position(request, offset), request);
  }

  private String position(ProofPermitRequest request, long offset) {
    var place = keyOfCommand.get(request.getCommandId());
    if (place == null) {
      return sortKey(offset);
    }
    var order = place.substring(0, place.length() - request.getCommandId().length() - 1);
    return order.substring(order.lastIndexOf('/') + 1);
  }

  /** The oldest paused permit of each rule. */
  List<ProofPermitRequest> firstPausedOfEachRule() {
    var found = new ArrayList<ProofPermitRequest>();
    var from = PAUSED;
    while (true) {
      var next = first(from, endOfPrefix(PAUSED), 1);
      if (next.isEmpty()) {
        return found;
      }
      found.add(next.getFirst());
      from = endOfPrefix(pausedPrefix(next.getFirst()));
    }
  }

  /** The oldest paused permits of the rule of one of them. */
  List<ProofPermitRequest> pausedOfRuleOf(ProofPermitRequest one, int most) {
    var prefix = pausedPrefix(one);
    return first(prefix, endOfPrefix(prefix), most);
  }

  /** A name may have any character, so it is in hexadecimal digits. */
  private static String pausedPrefix(ProofPermitRequest request) {
    var rule = SwitchNames.rule(String.valueOf(request.getRule()));
    return PAUSED + HexFormat.of().formatHex(rule.getBytes(UTF_8)) + "/";
  }

  /** The oldest held permits, up to the one with a place. */
  List<ProofPermitRequest> held(String upToPlace, int most) {
    return first(HELD, upToPlace, most);
  }

  /** Place of the permit that was held last; empty if none is held. */
  Optional<String> lastHeldPlace() {
    try (var newest = inOrder.reverseRange(HELD, endOfPrefix(HELD))) {
      return newest.hasNext() ? Optional.of(newest.next().key) : Optional.empty();
    }
  }

  /** Records a go-ahead, behind those that are still being carried out. */
  void addGoAhead(Request request, long offset, long atMillis, String upToPlace) {
    goAheads.put("%s/%d/%s".formatted(sortKey(offset), atMillis, upToPlace), request);
  }

  /** The oldest go-ahead that is not carried out completely. */
  Optional<GoAhead> firstGoAhead() {
    try (var all = goAheads.all()) {
      return all.hasNext() ? Optional.of(GoAhead.of(all.next())) : Optional.empty();
    }
  }

  /**
   * Replaces a go-ahead by what is left of it.
   *
   * @param count permits that it may still release; null for all up to its place
   */
  void updateGoAhead(GoAhead goAhead, @Nullable Integer count) {
    goAheads.put(goAhead.key(), Request.newBuilder(goAhead.request()).setCount(count).build());
  }

  void removeGoAhead(GoAhead goAhead) {
    goAheads.delete(goAhead.key());
  }

  private List<ProofPermitRequest> first(String from, String to, int most) {
    var found = new ArrayList<ProofPermitRequest>();
    try (var requests = inOrder.range(from, to)) {
      while (requests.hasNext() && found.size() < most) {
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

  /**
   * A person's go-ahead that is being carried out.
   *
   * @param key its key in the store
   * @param atMillis its time
   * @param upToPlace place of the last permit that was held when it came
   */
  record GoAhead(String key, long atMillis, String upToPlace, Request request) {

    private static GoAhead of(KeyValue<String, Request> entry) {
      var parts = entry.key.split("/", 3);
      return new GoAhead(entry.key, Long.parseLong(parts[1]), parts[2], entry.value);
    }
  }
}
