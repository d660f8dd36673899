package io.proofline.processor.web;

import io.proofline.schemas.avro.CollectionView;
import org.jspecify.annotations.Nullable;
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

  /**
   * A collection's progress.
   *
   * @param approved number of the ready assets that are approved; null in a record of an older
   *     version
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record CollectionResponse(
      String path,
      boolean isReady,
      String progress,
      int ready,
      int open,
      int out,
      @Nullable Integer approved) {

    static CollectionResponse of(CollectionView view) {
      return new CollectionResponse(
          view.getPath(),
          view.getIsReady(),
          EnumNames.of(Progress.of(view)),
          view.getReady(),
          view.getOpen(),
          view.getOut(),
          view.getApproved());
    }
  }

  /** Why a collection is ready, or why it is not. */
  enum Progress {
    /** At least one asset is still under review. */
    IN_REVIEW,
    /** It is ready: of its assets at least one is approved, and none is under review. */
    APPROVED,
    /** It is ready, but nothing was approved: no asset in it needs a review. */
    NOTHING_TO_REVIEW,
    /** Each asset is rejected, withdrawn or trashed. */
    ALL_OUT,
    /** It is ready; the record is of a version that did not count approved assets. */
    READY;

    static Progress of(CollectionView view) {
      if (!view.getIsReady()) {
        return view.getOpen() > 0 ? IN_REVIEW : ALL_OUT;
      }
      var approved = view.getApproved();
      if (approved == null) {
        return READY;
      }
      return approved > 0 ? APPROVED : NOTHING_TO_REVIEW;
    }
  }
}
