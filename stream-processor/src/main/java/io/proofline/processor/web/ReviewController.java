package io.proofline.processor.web;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Returns the review of an asset; for a review of another instance it returns 421 with that
 * instance's address.
 */
@RestController
final class ReviewController {

  private final LocalStores stores;

  ReviewController(LocalStores stores) {
    this.stores = stores;
  }

  @GetMapping("/reviews/{assetId}")
  ResponseEntity<Object> review(@PathVariable String assetId) {
    return stores.readOf(
        assetId,
        partition -> {
          var view = partition.views().get(assetId);
          return view == null
              ? ErrorResponses.notFound("nothing is known of asset " + assetId)
              : ResponseEntity.ok(ReviewResponse.of(view, partition.reviews().get(assetId)));
        });
  }
}
