package io.proofline.processor.door;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the review of an asset; another instance's reviews are that instance's to show. */
@RestController
final class ReviewDoor {

  private final LocalStores stores;

  ReviewDoor(LocalStores stores) {
    this.stores = stores;
  }

  @GetMapping("/reviews/{assetId}")
  ResponseEntity<Object> review(@PathVariable String assetId) {
    stores.expectHere(assetId);
    var view = stores.views().get(assetId);
    return view == null
        ? Refusals.unknown("nothing is known of asset " + assetId)
        : ResponseEntity.ok(ShownReview.of(view, stores.reviews().get(assetId)));
  }
}
