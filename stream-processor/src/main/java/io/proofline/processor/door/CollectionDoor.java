package io.proofline.processor.door;

import io.proofline.schemas.avro.CollectionView;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Shows how far a collection has come; every instance knows all of them. */
@RestController
final class CollectionDoor {

  private final CollectionCounts counts;

  CollectionDoor(CollectionCounts counts) {
    this.counts = counts;
  }

  /** By its path: names joined by a slash, outermost first. */
  @GetMapping("/collections/{*path}")
  ResponseEntity<Object> collection(@PathVariable String path) {
    var name = path.substring(1);
    return counts
        .of(name)
        .<ResponseEntity<Object>>map(view -> ResponseEntity.ok(Shown.of(view)))
        .orElseGet(
            () -> Refusals.unknown("no asset is known in a collection '%s'".formatted(name)));
  }

  /** A collection's count. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Shown(String path, boolean isReady, int ready, int open, int out) {

    static Shown of(CollectionView view) {
      return new Shown(
          view.getPath(), view.getIsReady(), view.getReady(), view.getOpen(), view.getOut());
    }
  }
}
