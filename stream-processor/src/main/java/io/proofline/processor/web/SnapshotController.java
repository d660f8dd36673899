package io.proofline.processor.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.proofline.policy.Asset;
import io.proofline.schemas.avro.ReviewState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Returns pages of the assets of this instance that no rule has picked, each as last read from the
 * library.
 */
@RestController
final class SnapshotController {

  private static final int MAX_LIMIT = 1000;

  private final LocalStores stores;

  SnapshotController(LocalStores stores) {
    this.stores = stores;
  }

  /**
   * A page of assets after an id, sorted by id.
   *
   * @param after the {@code next} of the previous page; empty for the first
   */
  @GetMapping("/snapshots")
  Mono<Page> snapshots(
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "500") int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new UnprocessableRequestException(
          "'limit' is %d; allowed is 1 to %d".formatted(limit, MAX_LIMIT));
    }
    return Mono.fromCallable(() -> stores.readAll(all -> page(all, after, limit)))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static Page page(LocalStores.AllStores all, String after, int limit) {
    var found = new ArrayList<Snapshot>();
    try (var views = MergedViewIterator.after(after, all.views())) {
      while (views.hasNext()) {
        var view = views.next();
        var review =
            view.getState() == ReviewState.NOT_PICKED ? all.review(view.getAssetId()) : null;
        var asset = review == null ? null : review.library().asset();
        if (asset != null) {
          found.add(new Snapshot(view.getAssetId(), asset));
        }
        if (found.size() == limit) {
          return new Page(found, view.getAssetId(), all.instances(), all.coverage());
        }
      }
    }
    return new Page(found, null, all.instances(), all.coverage());
  }

  /**
   * A page.
   *
   * @param next {@code after} of the next page; null if this is the last
   */
  record Page(
      List<Snapshot> snapshots,
      @Nullable String next,
      List<String> instances,
      @JsonUnwrapped PartitionCoverage coverage) {}

  /** An asset that no rule has picked. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Snapshot(String assetId, Asset asset) {}
}
