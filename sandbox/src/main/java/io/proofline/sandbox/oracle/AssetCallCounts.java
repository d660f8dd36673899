package io.proofline.sandbox.oracle;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts how often each kind of call is made for one asset. */
final class AssetCallCounts {
  /**
   * The calls of one kind that were made for an asset.
   *
   * @param assets number of different assets
   * @param mean mean number of calls for each of them
   */
  record AssetCallCount(
      String api, String method, String route, long calls, int assets, double mean) {}

  /** A kind of call; its order is the order of the listing. */
  private record Kind(String api, String route, String method) implements Comparable<Kind> {
    private static final Comparator<Kind> ORDER =
        Comparator.comparing(Kind::api).thenComparing(Kind::route).thenComparing(Kind::method);

    @Override
    public int compareTo(Kind other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Tally {
    private final Set<String> assets = new HashSet<>();
    private long calls;
  }

  private final Map<Kind, Tally> tallies = new TreeMap<>();

  void add(JournalEntry.Call call, String asset) {
    var kind = new Kind(call.api(), call.route(), call.method());
    var tally = tallies.computeIfAbsent(kind, _ -> new Tally());
    tally.assets.add(asset);
    tally.calls++;
  }

  List<AssetCallCount> all() {
    return tallies.entrySet().stream().map(each -> count(each.getKey(), each.getValue())).toList();
  }

  private static AssetCallCount count(Kind kind, Tally tally) {
    var assets = tally.assets.size();
    return new AssetCallCount(
        kind.api(),
        kind.method(),
        kind.route(),
        tally.calls,
        assets,
        tally.calls / (double) assets);
  }
}
