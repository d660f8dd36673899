package io.proofline.processor.review;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written into the library.
 *
 * @param galleries galleries that show the status of what has no IPTC, by status
 */
public record Write(List<Field> fields, Map<UsageStatus, String> galleries) {

  public Write {
    fields = List.copyOf(fields);
    galleries = Map.copyOf(galleries);
  }

  /** The library is left as it is. */
  public static Write nothing() {
    return new Write(List.of(), Map.of());
  }

  /** IPTC Status, in PhotoShelter's spelling. */
  static final String STATUS = "edit_status";

  /** What stands in the status field for a status; null where the rules name no text. */
  @Nullable String statusText(UsageStatus status) {
    return fields.stream()
        .filter(f -> f.name().equals(STATUS))
        .findFirst()
        .flatMap(f -> Optional.ofNullable(f.texts().get(status)))
        .orElse(null);
  }

  /** What the fields say for a status; fields without a text for it are left out. */
  List<Need.FieldText> texts(UsageStatus status, Map<String, String> values) {
    return fields.stream()
        .filter(f -> f.texts().containsKey(status))
        .map(f ->
            new Need.FieldText(
                f.name(), new Template(f.texts().get(status)).filled(values), f.onlyIfEmpty()))
        .toList();
  }

  /**
   * A library field, and what stands in it.
   *
   * @param onlyIfEmpty a text that somebody wrote is left
   */
  public record Field(String name, Map<UsageStatus, String> texts, boolean onlyIfEmpty) {

    public Field {
      texts = Map.copyOf(texts);
    }
  }
}
