package io.proofline.policy;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions on approved assets: storing versions from Ziflow, and publishing. */
public record OnApproval(Store store, List<Publication> publications) {

  public OnApproval {
    publications = List.copyOf(publications);
  }

  /** Stores and publishes nothing. */
  public static OnApproval none() {
    return new OnApproval(Store.NONE, List.of());
  }

  /** How an approved version that a person uploaded in Ziflow is stored in the library. */
  public enum Store {
    NONE,
    NEW_ASSET,
    NEW_VERSION
  }

  /**
   * A gallery that people outside see, and which approved assets it gets.
   *
   * @param from null for immediately
   * @param until null for no end
   * @param whenCollectionReady whether the asset waits until no review of its collection is open
   */
  public record Publication(
      Condition when,
      TextTemplate galleryPath,
      @Nullable PublicationDate from,
      @Nullable PublicationDate until,
      boolean whenCollectionReady) {}

  /** A day in the rules: fixed, or from a field of the asset. */
  public sealed interface PublicationDate {

    /** A day of the calendar. */
    record FixedDay(LocalDate day) implements PublicationDate {}

    /** The day in a field of the asset. */
    record FromField(String field) implements PublicationDate {}
  }
}
