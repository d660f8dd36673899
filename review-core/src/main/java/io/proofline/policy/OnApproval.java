package io.proofline.policy;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to what was approved. */
public record OnApproval(Store store, List<Publication> publications) {

  public OnApproval {
    publications = List.copyOf(publications);
  }

  /** Nothing is stored, nothing is published. */
  public static OnApproval none() {
    return new OnApproval(Store.NONE, List.of());
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
      TextTemplate galleryPath,
      @Nullable PublicationDate from,
      @Nullable PublicationDate until,
      boolean whenCollectionReady) {}

  /** A day, as the rules name it. */
  public sealed interface PublicationDate {

    /** A day of the calendar. */
    record FixedDay(LocalDate day) implements PublicationDate {}

    /** The day that a field of the asset says. */
    record FromField(String field) implements PublicationDate {}
  }
}
