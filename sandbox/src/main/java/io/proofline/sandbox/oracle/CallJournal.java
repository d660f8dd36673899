package io.proofline.sandbox.oracle;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.FaultInjector;
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

/** Keeps the latest calls and effects in memory, and counts all calls since the start. */
public final class CallJournal {
  /** The number of calls that had one route and one status. */
  public record CallCount(String api, String method, String route, int status, long calls) {}

  private static final String STARTED_AT = "journal-begun";
  private static final String FORBIDDEN_WRITE = "journal-forbidden-write";
  private static final String ASSET = "journal-asset";

  private final int limit;
  private final Clock clock;
  private final Deque<JournalEntry> entries = new ArrayDeque<>();
  private final Map<String, CallCount> counts = new TreeMap<>();
  private final AssetCallCounts byAsset = new AssetCallCounts();
  private long number;

  /**
   * A journal with a bounded number of entries.
   *
   * @param limit how many entries are kept; older ones are dropped
   */
  public CallJournal(int limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Records all calls of a server. Add it before any handler that may end a call early.
   *
   * @param forbiddenWrite finds a forbidden write of a call; called before it takes effect
   * @param asset finds the asset that a call is for; called before it takes effect
   */
  public void addTo(
      JavalinConfig config,
      String api,
      Function<Context, Optional<ForbiddenWrite>> forbiddenWrite,
      Function<Context, Optional<String>> asset) {
    var routes = new RouteTable();
    routes.collectFrom(config);
    config.routes.before(call -> {
      call.attribute(STARTED_AT, clock.instant());
      forbiddenWrite.apply(call).ifPresent(found -> call.attribute(FORBIDDEN_WRITE, found));
      asset.apply(call).ifPresent(found -> call.attribute(ASSET, found));
    });
    config.requestLogger.http(
        (call, millis) -> recordCall(call, api, routes.routeOf(call), millis));
  }

  public synchronized void recordEffect(String api, String change, String id) {
    add(new JournalEntry.Effect(++number, clock.instant(), api, change, id));
  }

  public synchronized List<JournalEntry> entries(Predicate<JournalEntry> wanted) {
    return entries.stream().filter(wanted).toList();
  }

  /** The calls that are still kept, in the order of their answers. */
  public List<JournalEntry.Call> calls() {
    return entries(JournalEntry.Call.class::isInstance).stream()
        .map(JournalEntry.Call.class::cast)
        .toList();
  }

  public synchronized List<CallCount> counts() {
    return List.copyOf(counts.values());
  }

  synchronized List<AssetCallCounts.AssetCallCount> countsByAsset() {
    return byAsset.all();
  }

  private synchronized void recordCall(Context call, String api, String route, float millis) {
    var recorded =
        new JournalEntry.Call(
            ++number,
            Optional.<Instant>ofNullable(call.attribute(STARTED_AT)).orElseGet(clock::instant),
            api,
            call.method().name(),
            call.path(),
            route,
            FaultInjector.wasCut(call) ? FaultInjector.CUT : call.statusCode(),
            (long) millis,
            call.attribute(FORBIDDEN_WRITE));
    add(recorded);
    count(recorded);
    Optional.<String>ofNullable(call.attribute(ASSET))
        .ifPresent(asset -> byAsset.add(recorded, asset));
  }

  private void count(JournalEntry.Call call) {
    var key = "%s %s %s %03d".formatted(call.api(), call.route(), call.method(), call.status());
    var before = Optional.ofNullable(counts.get(key)).map(CallCount::calls).orElse(0L);
    counts.put(
        key, new CallCount(call.api(), call.method(), call.route(), call.status(), before + 1));
  }

  private void add(JournalEntry journalEntry) {
    entries.add(journalEntry);
    if (entries.size() > limit) {
      entries.remove();
    }
  }
}
