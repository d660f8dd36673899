package io.proofline.processor.intake;

/**
 * How far a collection has come.
 *
 * @param ready approved, or needing no review
 * @param open neither ready nor out
 * @param out rejected, withdrawn or trashed
 */
public record Counts(int ready, int open, int out) {

  /** Of a collection that holds nothing. */
  public static final Counts NONE = new Counts(0, 0, 0);

  /** With one more that stands so. */
  public Counts plus(Standing standing) {
    return add(standing, 1);
  }

  /** With one less that stands so. */
  public Counts minus(Standing standing) {
    return add(standing, -1);
  }

  private Counts add(Standing standing, int change) {
    return switch (standing) {
      case READY -> new Counts(ready + change, open, out);
      case OPEN -> new Counts(ready, open + change, out);
      case OUT -> new Counts(ready, open, out + change);
    };
  }

  /** Whether what waits for the collection may be published. */
  public boolean isReady() {
    return open == 0 && ready > 0;
  }

  /** How an asset stands in its collections. */
  public enum Standing {
    READY,
    OPEN,
    OUT
  }
}
