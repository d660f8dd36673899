package io.proofline.sandbox.watch;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Faults;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The calls and effects of late, in memory; the counts are of all since the start. */
public final class CallJournal {
  /** How many calls were answered alike. */
  public record Count(String api, String method, String route, int status, long calls) {}

  private static final String BEGUN = "journal-begun";
  private static final String TRESPASS = "journal-trespass";
  private static final String ASSET = "journal-asset";

  private final int limit;
  private final Clock clock;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<String, Count> counts = new TreeMap<>();
  private final AssetCounts byAsset = new AssetCounts();
  private long number;

  /**
   * @param limit how many entries are kept; older ones are dropped
   */
  public CallJournal(int limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Notes all calls of a server. Add it before anything that may end a call early.
   *
   * @param trespass asked before each call takes effect
   * @param asset the asset that a call is for, asked before it takes effect
   */
  public void addTo(
      JavalinConfig config,
      String api,
      Function<Context, Optional<Trespass>> trespass,
      Function<Context, Optional<String>> asset) {
    var routes = new KnownRoutes();
    routes.learnFrom(config);
    config.routes.before(call -> {
      call.attribute(BEGUN, clock.instant());
      trespass.apply(call).ifPresent(found -> call.attribute(TRESPASS, found));
      asset.apply(call).ifPresent(found -> call.attribute(ASSET, found));
    });
    config.requestLogger.http((call, millis) -> answered(call, api, routes.of(call), millis));
  }

  public synchronized void effect(String api, String change, String id) {
    add(new Entry.Effect(++number, clock.instant(), api, change, id));
  }

  public synchronized List<Entry> entries(Predicate<Entry> wanted) {
    return entries.stream().filter(wanted).toList();
  }

  /** The calls that are still kept, oldest answer first. */
  public List<Entry.Call> calls() {
    return entries(Entry.Call.class::isInstance).stream().map(Entry.Call.class::cast).toList();
  }

  public synchronized List<Count> counts() {
    return List.copyOf(counts.values());
  }

  synchronized List<AssetCounts.Count> countsByAsset() {
    return byAsset.all();
  }

  private synchronized void answered(Context call, String api, String route, float millis) {
    var noted =
        new Entry.Call(
            ++number,
            Optional.<Instant>ofNullable(call.attribute(BEGUN)).orElseGet(clock::instant),
            api,
            call.method().name(),
            call.path(),
            route,
            Faults.wasCut(call) ? Faults.CUT : call.statusCode(),
            (long) millis,
            call.attribute(TRESPASS));
    add(noted);
    count(noted);
    Optional.<String>ofNullable(call.attribute(ASSET))
        .ifPresent(asset -> byAsset.add(noted, asset));
  }

  private void count(Entry.Call call) {
    var key = "%s %s %s %03d".formatted(call.api(), call.route(), call.method(), call.status());
    var before = Optional.ofNullable(counts.get(key)).map(Count::calls).orElse(0L);
    counts.put(key, new Count(call.api(), call.method(), call.route(), call.status(), before + 1));
  }

  private void add(Entry entry) {
    entries.add(entry);
    if (entries.size() > limit) {
      entries.remove();
    }
  }
}
