package io.proofline.console.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the fields of a body; each mistake names the field and the allowed values. */
public final class JsonBody {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode body;

  private JsonBody(JsonNode body) {
    this.body = body;
  }

  /**
   * A JSON object with no other fields than those allowed.
   *
   * @throws ApiException if it is none, or has another field
   */
  public static JsonBody parse(String text, Set<String> allowed) {
    var body = object(text);
    body.propertyNames().stream()
        .filter(name -> !allowed.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw ApiException.invalid(
              "'%.80s' is not a field of this request, which takes %s"
                  .formatted(name, String.join(", ", allowed.stream().sorted().toList())));
        });
    return new JsonBody(body);
  }

  /**
   * Any JSON object.
   *
   * @throws ApiException if the text is none
   */
  public static JsonNode object(String text) {
    try {
      var read = JSON.readTree(text);
      if (read.isObject()) {
        return read;
      }
    } catch (JacksonException _) {
      // answered below
    }
    throw ApiException.invalid("The body must be a JSON object");
  }

  /**
   * A text with its outer blanks, such as a file; null if it is missing.
   *
   * @param longest largest number of characters
   */
  public @Nullable String optionalFile(String name, int longest) {
    var value = body.path(name);
    return value.isString() && value.asString().length() <= longest && !value.asString().isBlank()
        ? value.asString()
        : optionalText(name, longest);
  }

  /** A required text without outer blanks. */
  public String text(String name, int longest) {
    var text = optionalText(name, longest);
    if (text == null) {
      throw ApiException.invalid("'%s' is missing".formatted(name));
    }
    return text;
  }

  /** A text without outer blanks; null if it is missing. */
  public @Nullable String optionalText(String name, int longest) {
    var value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    var text = value.isString() ? value.asString().strip() : "";
    if (text.isEmpty() || text.length() > longest) {
      throw ApiException.invalid(
          "'%s' must be a text of 1 to %d characters".formatted(name, longest));
    }
    return text;
  }

  /** A whole number from 1; null if it is missing. */
  public @Nullable Integer optionalNumber(String name, int largest) {
    var value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > largest) {
      throw ApiException.invalid(
          "'%s' is %.40s; it must be a number from 1 to %d".formatted(name, value, largest));
    }
    return value.asInt();
  }

  /** Whether a field is true; false if it is missing. No other value is taken for a flag. */
  public boolean flag(String name) {
    var value = body.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw ApiException.invalid("'%s' is %.40s; it must be true or false".formatted(name, value));
    }
    return value.asBoolean(false);
  }

  /** The whole body. */
  public JsonNode node() {
    return body;
  }
}
