package io.proofline.processor.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Counts the assets of this instance by state. It reads every view, as {@link StuckController}
 * does, so it suits a request every few seconds, and not heavier use.
 */
@RestController
final class ReviewCountsController {

  private final LocalStores stores;

  ReviewCountsController(LocalStores stores) {
    this.stores = stores;
  }

  /** The counts of this instance, the largest first, and the addresses of the other instances. */
  @GetMapping("/counts")
  Mono<CountsResponse> counts() {
    return Mono.fromCallable(() -> stores.readAll(ReviewCountsController::countAll))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static CountsResponse countAll(LocalStores.AllStores all) {
    try (var views = MergedViewIterator.of(all.views())) {
      return new CountsResponse(countViews(views), all.instances(), all.coverage());
    }
  }

  static List<Count> countViews(Iterator<ReviewView> views) {
    var counts = new HashMap<CountKey, Integer>();
    while (views.hasNext()) {
      counts.merge(CountKey.of(views.next()), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(each -> Count.of(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingInt(Count::assets).reversed().thenComparing(Count::state))
        .toList();
  }

  /** The response. */
  record CountsResponse(
      List<Count> counts, List<String> instances, @JsonUnwrapped PartitionCoverage coverage) {}

  /**
   * The number of assets in the same state.
   *
   * @param rule the rule that picked them; null for none
   * @param reason why they are not picked; null for other states, whose reasons differ by asset
   */
  record Count(
      String state, String waits, @Nullable String rule, @Nullable String reason, int assets) {

    private static Count of(CountKey countKey, int assets) {
      return new Count(
          countKey.state(), countKey.waits(), countKey.rule(), countKey.reason(), assets);
    }
  }

  private record CountKey(
      String state, String waits, @Nullable String rule, @Nullable String reason) {

    static CountKey of(ReviewView view) {
      return new CountKey(
          EnumNames.of(view.getState()),
          EnumNames.of(view.getWaits()),
          view.getRule(),
          view.getState() == ReviewState.NOT_PICKED ? view.getReason() : null);
    }
  }
}
