package io.proofline.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written into the library.
 *
 * @param statusGalleries galleries that show the status of what has no IPTC, by status
 */
public record FieldMapping(List<MappedField> fields, Map<UsageStatus, String> statusGalleries) {

  public FieldMapping {
    fields = List.copyOf(fields);
    statusGalleries = Map.copyOf(statusGalleries);
  }

  /** The library is left as it is. */
  public static FieldMapping none() {
    return new FieldMapping(List.of(), Map.of());
  }

  /** IPTC Status, in PhotoShelter's spelling. */
  public static final String STATUS_FIELD = "edit_status";

  /** What stands in the status field for a status; null where the rules name no text. */
  @Nullable
  public String statusText(UsageStatus status) {
    return fields.stream()
        .filter(f -> f.name().equals(STATUS_FIELD))
        .findFirst()
        .flatMap(f -> Optional.ofNullable(f.texts().get(status)))
        .orElse(null);
  }

  /** What the fields say for a status; fields without a text for it are left out. */
  public List<FieldText> textsFor(UsageStatus status, Map<String, String> values) {
    return fields.stream()
        .filter(f -> f.texts().containsKey(status))
        .map(f ->
            new FieldText(
                f.name(), new TextTemplate(f.texts().get(status)).fill(values), f.onlyIfEmpty()))
        .toList();
  }

  /**
   * A library field, and what stands in it.
   *
   * @param onlyIfEmpty a text that somebody wrote is left
   */
  public record MappedField(String name, Map<UsageStatus, String> texts, boolean onlyIfEmpty) {

    public MappedField {
      texts = Map.copyOf(texts);
    }
  }
}
