package io.proofline.processor.review;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to what was approved. */
public record Approved(Store store, List<Publication> publish) {

  public Approved {
    publish = List.copyOf(publish);
  }

  /** Nothing is stored, nothing is published. */
  public static Approved stays() {
    return new Approved(Store.NONE, List.of());
  }

  /** How a version that a person uploaded in Ziflow comes into the library. */
  public enum Store {
    NONE,
    NEW_ASSET,
    NEW_VERSION
  }

  /**
   * A gallery that others see.
   *
   * @param from null for at once
   * @param until null for ever
   * @param whenCollectionReady only once nothing of the collection is open
   */
  public record Publication(
      Condition when,
      Template to,
      @Nullable Moment from,
      @Nullable Moment until,
      boolean whenCollectionReady) {}

  /** A day, as the rules name it. */
  public sealed interface Moment {

    /** A day of the calendar. */
    record OnDay(LocalDate day) implements Moment {}

    /** The day that a field of the asset says. */
    record FromField(String field) implements Moment {}
  }
}
