package io.proofline.processor.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.text.ComparableText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds the assets of this instance that have a file name, for a person who typed it in place of an
 * id. It reads every view, as {@link StuckController} does.
 */
@RestController
final class AssetLookupController {

  private static final int MAX_FOUND = 20;

  private final LocalStores stores;

  AssetLookupController(LocalStores stores) {
    this.stores = stores;
  }

  @GetMapping("/assets")
  Mono<LookupResponse> assets(@RequestParam("file_name") String fileName) {
    return Mono.fromCallable(() -> stores.readAll(all -> find(all, fileName)))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static LookupResponse find(LocalStores.AllStores all, String fileName) {
    try (var views = MergedViewIterator.of(all.views())) {
      return new LookupResponse(find(views, fileName), all.instances(), all.coverage());
    }
  }

  /** The first assets of that name, without those that are gone, in the order of the views. */
  static List<FoundAsset> find(Iterator<ReviewView> views, String fileName) {
    var found = new ArrayList<FoundAsset>();
    while (views.hasNext() && found.size() < MAX_FOUND) {
      var view = views.next();
      var name = view.getFileName();
      if (name != null
          && view.getState() != ReviewState.GONE
          && ComparableText.areEqual(name, fileName)) {
        found.add(new FoundAsset(view.getAssetId(), name, EnumNames.of(view.getState())));
      }
    }
    return found;
  }

  /** The response. */
  record LookupResponse(
      List<FoundAsset> assets, List<String> instances, @JsonUnwrapped PartitionCoverage coverage) {}

  /** An asset with the file name. */
  record FoundAsset(String asset, String file, String state) {}
}
