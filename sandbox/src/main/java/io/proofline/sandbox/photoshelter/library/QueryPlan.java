package io.proofline.sandbox.photoshelter.library;

import io.proofline.sandbox.web.LaggedIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Query planner: picks the index with the fewest candidates for a query; the filters do the rest.
 */
final class QueryPlan {
  /** From this number of candidates on, a scan in index order costs no more than sorting. */
  private static final int MANY = 50_000;

  private record AccessPath(int size, Supplier<List<Media>> files) {}

  private record DateRange(String date, Instant from, Instant until) {}

  private final LaggedIndex<Media> index;
  private final List<AccessPath> accessPaths = new ArrayList<>();
  private final List<DateRange> dateRanges = new ArrayList<>();

  QueryPlan(LaggedIndex<Media> index) {
    this.index = index;
  }

  void addIds(List<String> ids) {
    accessPaths.add(new AccessPath(ids.size(), () -> index.byId(ids)));
  }

  void addKey(String key, String value) {
    var values = List.of(value);
    accessPaths.add(new AccessPath(index.count(key, values), () -> index.byKey(key, values)));
  }

  void addDateRange(String date, Instant from, Instant until) {
    dateRanges.add(new DateRange(date, from, until));
  }

  /** The candidates, in no order; empty if a full scan is cheaper. */
  Optional<List<Media>> cheapestCandidates() {
    var way =
        accessPaths.stream()
            .filter(each -> each.size() < MANY)
            .min(Comparator.comparingInt(AccessPath::size));
    var most = way.map(AccessPath::size).orElse(MANY);
    return Stream.concat(
            dateRanges.stream()
                .flatMap(dateRange ->
                    index
                        .between(dateRange.date(), dateRange.from(), dateRange.until(), most)
                        .stream()),
            way.stream().map(AccessPath::files).map(Supplier::get))
        .findFirst();
  }
}
