package io.proofline.sandbox.photoshelter.v4;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.web.RequestInput;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name filter and the sort order of gallery and collection lists. */
final class ContainerListing {
  private ContainerListing() {}

  /** Whether a name matches: exactly, or with {@code match=false} as a substring in any case. */
  static boolean matchesName(Context call, String name, String requested) {
    return RequestInput.query(call, "match").equals(Optional.of("false"))
        ? name.toLowerCase(Locale.ROOT).contains(requested.toLowerCase(Locale.ROOT))
        : name.equals(requested);
  }

  /** The order that {@code sort_by} and {@code sort_direction} request; ties are ordered by id. */
  static Comparator<LibraryContainer> order(Context call) {
    Comparator<LibraryContainer> order =
        switch (RequestInput.query(call, "sort_by").orElse("name")) {
          case "creation_time" -> Comparator.comparing(LibraryContainer::createdAt);
          case "modification_time" -> Comparator.comparing(LibraryContainer::modifiedAt);
          case "display_order" -> Comparator.comparingInt(LibraryContainer::displayOrder);
          default -> Comparator.comparing(LibraryContainer::name);
        };
    var unique = order.thenComparing(LibraryContainer::id);
    return isAscending(call) ? unique : unique.reversed();
  }

  static boolean isAscending(Context call) {
    return !RequestInput.query(call, "sort_direction").orElse("ascending").startsWith("desc");
  }
}
