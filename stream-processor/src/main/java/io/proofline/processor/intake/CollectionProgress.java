package io.proofline.processor.intake;

/**
 * How far a collection has come.
 *
 * @param ready approved, or needing no review
 * @param open neither ready nor out
 * @param out rejected, withdrawn or trashed
 */
public record CollectionProgress(int ready, int open, int out) {

  /** Of a collection that holds nothing. */
  public static final CollectionProgress NONE = new CollectionProgress(0, 0, 0);

  /** With one more that stands so. */
  public CollectionProgress plus(ItemStanding itemStanding) {
    return add(itemStanding, 1);
  }

  /** With one less that stands so. */
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

  /** Whether what waits for the collection may be published. */
  public boolean isReady() {
    return open == 0 && ready > 0;
  }

  /** How an asset stands in its collections. */
  public enum ItemStanding {
    READY,
    OPEN,
    OUT
  }
}
