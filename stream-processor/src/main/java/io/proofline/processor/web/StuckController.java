package io.proofline.processor.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.proofline.processor.web.ReviewResponse.OpenCommandResponse;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.WaitsFor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Lists the reviews that wait for a person. It reads every view of this instance, which takes about
 * a second for 100,000 views, on a thread apart from the event loop.
 */
@RestController
final class StuckController {

  private final LocalStores stores;

  StuckController(LocalStores stores) {
    this.stores = stores;
  }

  /**
   * The waiting reviews of this instance, the oldest first, and the addresses of the other
   * instances.
   */
  @GetMapping("/stuck")
  Mono<StuckResponse> stuck(@RequestParam(required = false) @Nullable String why) {
    var wanted = filter(why);
    return Mono.fromCallable(() -> stores.readAll(all -> waiting(all, wanted)))
        .subscribeOn(Schedulers.boundedElastic());
  }

  /** A filter by the word {@code why}; for null, every value except {@code nobody}. */
  static Predicate<WaitsFor> filter(@Nullable String why) {
    if (why == null) {
      return waits -> waits != WaitsFor.NOBODY;
    }
    var one =
        EnumNames.parse(WaitsFor.class, why)
            .filter(waits -> waits != WaitsFor.NOBODY)
            .orElseThrow(() ->
                new UnprocessableRequestException(
                    "'why' is '%s'; allowed are %s"
                        .formatted(why, EnumNames.allBut(WaitsFor.class, WaitsFor.NOBODY))));
    return waits -> waits == one;
  }

  private static StuckResponse waiting(LocalStores.AllStores all, Predicate<WaitsFor> wanted) {
    try (var views = MergedViewIterator.of(all.views())) {
      return new StuckResponse(waiting(views, wanted), all.instances(), all.coverage());
    }
  }

  /** The waiting reviews among some views, the oldest first. */
  static List<StuckAsset> waiting(Iterator<ReviewView> views, Predicate<WaitsFor> wanted) {
    var found = new ArrayList<StuckAsset>();
    while (views.hasNext()) {
      var view = views.next();
      if (wanted.test(view.getWaits())) {
        found.add(StuckAsset.of(view));
      }
    }
    found.sort(Comparator.comparing(StuckAsset::since).thenComparing(StuckAsset::asset));
    return found;
  }

  /** The response. */
  record StuckResponse(
      List<StuckAsset> stuck, List<String> instances, @JsonUnwrapped PartitionCoverage coverage) {}

  /**
   * A review that waits for a person.
   *
   * @param proof its proof; null for none
   * @param dead commands that wait for a retry or a discard
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record StuckAsset(
      String asset,
      @Nullable String file,
      String state,
      String waits,
      Instant since,
      @Nullable String reason,
      @Nullable String nextStep,
      @Nullable String proof,
      List<OpenCommandResponse> dead) {

    static StuckAsset of(ReviewView view) {
      @Nullable Instant since = view.getWaitsSince();
      return new StuckAsset(
          view.getAssetId(),
          view.getFileName(),
          EnumNames.of(view.getState()),
          EnumNames.of(view.getWaits()),
          since == null ? view.getUpdatedAt() : since,
          view.getReason(),
          view.getNextStep(),
          view.getProofId(),
          view.getOpenCommands().stream()
              .filter(OpenCommand::getDead)
              .map(OpenCommandResponse::of)
              .toList());
    }
  }
}
