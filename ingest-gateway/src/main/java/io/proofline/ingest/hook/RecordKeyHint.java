package io.proofline.ingest.hook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds a record key in a body without parsing it fully. The key is a hint; no logic depends on it.
 */
public final class RecordKeyHint {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_LENGTH = 100;

  private RecordKeyHint() {}

  /**
   * The first text value of a property, at any depth; empty if there is none or the body is not
   * JSON.
   */
  public static Optional<String> first(String name, byte[] body) {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      return Optional.ofNullable(find(name, parser));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static @Nullable String find(String name, JsonParser parser) {
    for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.PROPERTY_NAME
          && name.equals(parser.currentName())
          && parser.nextToken() == JsonToken.VALUE_STRING
          && usable(parser.getString())) {
        return parser.getString();
      }
    }
    return null;
  }

  private static boolean usable(String text) {
    return !text.isBlank() && text.length() <= MAX_LENGTH;
  }
}
