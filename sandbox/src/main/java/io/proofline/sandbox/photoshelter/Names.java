package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
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

  static boolean ascending(Context call) {
    return !Input.query(call, "sort_direction").orElse("ascending").startsWith("desc");
  }
}
