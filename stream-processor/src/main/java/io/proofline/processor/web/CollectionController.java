package io.proofline.processor.web;

import io.proofline.schemas.avro.CollectionView;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Returns the progress of a collection; every instance has all collections. */
@RestController
final class CollectionController {

  private final CollectionViewCache counts;

  CollectionController(CollectionViewCache counts) {
    this.counts = counts;
  }

  /** A collection by its path: names joined by slashes, outermost first. */
  @GetMapping("/collections/{*path}")
  ResponseEntity<Object> collection(@PathVariable String path) {
    var name = path.substring(1);
    return counts
        .of(name)
        .<ResponseEntity<Object>>map(view -> ResponseEntity.ok(CollectionResponse.of(view)))
        .orElseGet(() ->
            ErrorResponses.notFound("no asset is known in a collection '%s'".formatted(name)));
  }

  /** A collection's progress. */
  @JsonNaming(SnakeCaseStrategy.class)
  record CollectionResponse(String path, boolean isReady, int ready, int open, int out) {

    static CollectionResponse of(CollectionView view) {
      return new CollectionResponse(
          view.getPath(), view.getIsReady(), view.getReady(), view.getOpen(), view.getOut());
    }
  }
}
