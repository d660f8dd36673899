package io.proofline.processor.door;

import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Counts the assets of this instance by where they stand. It looks at every view, as {@link
 * StuckDoor} does: for a look every few seconds, not for every request of many.
 */
@RestController
final class CountsDoor {

  private final LocalStores stores;

  CountsDoor(LocalStores stores) {
    this.stores = stores;
  }

  /** The counts here, the largest first, and who else is to be asked. */
  @GetMapping("/counts")
  Mono<Answer> counts() {
    return Mono.fromCallable(() -> new Answer(counted(), stores.otherInstances()))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private List<Count> counted() {
    try (var all = stores.views().all()) {
      return counted(all);
    }
  }

  static List<Count> counted(Iterator<KeyValue<String, ReviewView>> views) {
    var counts = new HashMap<Standing, Integer>();
    while (views.hasNext()) {
      counts.merge(Standing.of(views.next().value), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(each -> Count.of(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingInt(Count::assets).reversed().thenComparing(Count::state))
        .toList();
  }

  /** The answer. */
  record Answer(List<Count> counts, List<String> instances) {}

  /**
   * How many stand alike.
   *
   * @param rule the rule that asks for them; null for none
   * @param reason why they are not picked; null for those that are, whose reasons are each its own
   */
  record Count(
      String state, String waits, @Nullable String rule, @Nullable String reason, int assets) {

    private static Count of(Standing standing, int assets) {
      return new Count(
          standing.state(), standing.waits(), standing.rule(), standing.reason(), assets);
    }
  }

  private record Standing(
      String state, String waits, @Nullable String rule, @Nullable String reason) {

    static Standing of(ReviewView view) {
      return new Standing(
          Word.of(view.getState()),
          Word.of(view.getWaits()),
          view.getRule(),
          view.getState() == ReviewState.NOT_PICKED ? view.getReason() : null);
    }
  }
}
