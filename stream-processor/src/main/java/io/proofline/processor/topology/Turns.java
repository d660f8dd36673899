package io.proofline.processor.topology;

import static io.proofline.processor.topology.Nodes.store;

import io.proofline.processor.intake.Brake.Known;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Turn;
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
 * Which turns were granted and when, for as long as questions are kept, and which are held. The key
 * of all questions is the account, so that one partition knows them all.
 */
final class Turns {

  private static final String IN_ORDER = "turns-in-order";
  private static final String PLACE = "turn-places";
  private static final String GRANTED = "granted/";
  private static final String HELD = "held/";
  private static final Duration REMEMBERED = Topics.WEEK;

  /** Granted ones by time, held ones by arrival. */
  private final KeyValueStore<String, Turn> inOrder;

  /** Where in that order a command stands. */
  private final KeyValueStore<String, String> places;

  Turns(ProcessingContext context) {
    inOrder = context.getStateStore(IN_ORDER);
    places = context.getStateStore(PLACE);
  }

  /** The stores behind it; whoever shares them takes the same set. */
  static Set<StoreBuilder<?>> stores(Topics topics) {
    return Set.of(store(IN_ORDER, topics.turns().values()), store(PLACE, Serdes.String()));
  }

  Known known(Turn turn) {
    var place = places.get(turn.getCommandId());
    if (place == null) {
      return Known.NEW;
    }
    return place.startsWith(GRANTED) ? Known.GRANTED : Known.HELD;
  }

  /** How many were granted after a time, counted up to {@code most}. */
  int granted(long afterMillis, int most) {
    int found = 0;
    try (var newest = inOrder.reverseRange(GRANTED + order(afterMillis + 1), end(GRANTED))) {
      while (found < most && newest.hasNext()) {
        newest.next();
        found++;
      }
    }
    return found;
  }

  /** When the newest was granted, so that time never goes back; 0 for none. */
  long newestMillis() {
    try (var newest = inOrder.reverseRange(GRANTED, end(GRANTED))) {
      return newest.hasNext() ? millis(newest.next().key) : 0;
    }
  }

  /** Counts it from now on, and forgets what nobody asks for any more. */
  void grant(Turn turn, long atMillis) {
    put(GRANTED + order(atMillis), turn);
    for (var old : first(GRANTED, GRANTED + order(atMillis - REMEMBERED.toMillis()), null)) {
      forget(old);
    }
  }

  /** Keeps it behind those that are held already. */
  void hold(Turn turn, long offset) {
    put(HELD + order(offset), turn);
  }

  /** Those that are held, oldest first; {@code most} of them, or all. */
  List<Turn> held(@Nullable Integer most) {
    return first(HELD, end(HELD), most);
  }

  private List<Turn> first(String from, String to, @Nullable Integer most) {
    var found = new ArrayList<Turn>();
    try (var turns = inOrder.range(from, to)) {
      while (turns.hasNext() && (most == null || found.size() < most)) {
        found.add(turns.next().value);
      }
    }
    return found;
  }

  private void put(String order, Turn turn) {
    forget(turn);
    var place = order + "/" + turn.getCommandId();
    inOrder.put(place, turn);
    places.put(turn.getCommandId(), place);
  }

  private void forget(Turn turn) {
    var place = places.delete(turn.getCommandId());
    if (place != null) {
      inOrder.delete(place);
    }
  }

  /** Sorts as text by number. */
  private static String order(long number) {
    return "%019d".formatted(Math.max(0, number));
  }

  private static long millis(String place) {
    return Long.parseLong(place, GRANTED.length(), GRANTED.length() + 19, 10);
  }

  /** Behind everything that begins so: the character after the slash. */
  private static String end(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + '0';
  }
}
