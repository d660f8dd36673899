package io.proofline.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The place after which the next page of a list begins: the sort key of the last item. Items that
 * are written or deleted meanwhile neither repeat nor hide others, since a page begins at a key and
 * not at a count.
 *
 * @param sort the order that it belongs to
 * @param key values of the sort columns of the last item
 */
public record Cursor(String sort, List<String> key) {

  private static final JsonMapper JSON = JsonMapper.shared();

  public Cursor {
    key = List.copyOf(key);
  }

  /**
   * A value of the key as a number.
   *
   * @throws ApiException if it is none
   */
  public long number(int index) {
    try {
      return Long.parseLong(key.get(index));
    } catch (NumberFormatException _) {
      throw notOfThisList();
    }
  }

  /** As a parameter of the API. */
  public String text() {
    var parts = new ArrayList<String>();
    parts.add(sort);
    parts.addAll(key);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(JSON.writeValueAsString(parts).getBytes(UTF_8));
  }

  /**
   * Reads a cursor of a former page.
   *
   * @param columns number of sort columns
   * @throws ApiException if it does not belong to this list
   */
  public static Optional<Cursor> parse(@Nullable String text, String sort, int columns) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      var parts =
          JSON.readValue(new String(Base64.getUrlDecoder().decode(text), UTF_8), String[].class);
      if (parts.length == columns + 1 && parts[0].equals(sort)) {
        return Optional.of(new Cursor(sort, List.of(parts).subList(1, parts.length)));
      }
    } catch (IllegalArgumentException | JacksonException _) {
      // answered below
    }
    throw notOfThisList();
  }

  private static ApiException notOfThisList() {
    return ApiException.invalid(
        "'cursor' is not from a page of this list in this order; leave it out to begin again");
  }
}
