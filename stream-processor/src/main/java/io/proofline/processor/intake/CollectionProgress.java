package io.proofline.processor.intake;

/**
 * Progress of a collection under review, as numbers of assets.
 *
 * @param ready approved, or no review is needed
 * @param open neither ready nor out
 * @param out rejected, withdrawn or trashed
 */
public record CollectionProgress(int ready, int open, int out) {

  /** The progress of an empty collection. */
  public static final CollectionProgress NONE = new CollectionProgress(0, 0, 0);

  /** The progress with one more asset of this status. */
  public CollectionProgress plus(ItemStanding itemStanding) {
    return add(itemStanding, 1);
  }

  /** The progress with one asset of this status less. */
  public CollectionProgress minus(ItemStanding itemStanding) {
    return add(itemStanding, -1);
  }

  private CollectionProgress add(ItemStanding itemStanding, int change) {
    return switch (itemStanding) {
      case READY -> new CollectionProgress(ready + change, open, out);
      case OPEN -> new CollectionProgress(ready, open + change, out);
      case OUT -> new CollectionProgress(ready, open, out + change);
    };
  }

  /** Whether the assets that wait for the collection may be published. */
  public boolean isReady() {
    return open == 0 && ready > 0;
  }

  /** The status of an asset in its collections. */
  public enum ItemStanding {
    READY,
    OPEN,
    OUT
  }
}
