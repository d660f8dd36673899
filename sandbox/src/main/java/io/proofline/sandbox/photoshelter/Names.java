package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Name filter and sort direction as lists of galleries and collections share them. */
final class Names {
  private Names() {}

  /** Exact, or with {@code match=false} a part in any case. */
  static boolean match(Context call, String name, String asked) {
    return Input.query(call, "match").equals(Optional.of("false"))
        ? name.toLowerCase(Locale.ROOT).contains(asked.toLowerCase(Locale.ROOT))
        : name.equals(asked);
  }

  /** The order that {@code sort_by} and {@code sort_direction} ask for; the id settles a tie. */
  static Comparator<Container> order(Context call) {
    Comparator<Container> order =
        switch (Input.query(call, "sort_by").orElse("name")) {
          case "creation_time" -> Comparator.comparing(Container::createdAt);
          case "modification_time" -> Comparator.comparing(Container::modifiedAt);
          case "display_order" -> Comparator.comparingInt(Container::displayOrder);
          default -> Comparator.comparing(Container::name);
        };
    var unique = order.thenComparing(Container::id);
    return ascending(call) ? unique : unique.reversed();
  }

  static boolean ascending(Context call) {
    return !Input.query(call, "sort_direction").orElse("ascending").startsWith("desc");
  }
}
