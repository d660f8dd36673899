package io.proofline.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps the usage status of an asset to texts in library fields, as {@code write} of the rules says.
 *
 * @param statusGalleries by status, the gallery that shows it for files without IPTC fields
 */
public record FieldMapping(List<MappedField> fields, Map<UsageStatus, String> statusGalleries) {

  public FieldMapping {
    fields = List.copyOf(fields);
    statusGalleries = Map.copyOf(statusGalleries);
  }

  /** Writes nothing into the library. */
  public static FieldMapping none() {
    return new FieldMapping(List.of(), Map.of());
  }

  /** IPTC Status, in PhotoShelter's spelling. */
  public static final String STATUS_FIELD = "edit_status";

  /** The text of the status field for a status; null if the rules have none. */
  @Nullable
  public String statusText(UsageStatus status) {
    return fields.stream()
        .filter(f -> f.name().equals(STATUS_FIELD))
        .findFirst()
        .flatMap(f -> Optional.ofNullable(f.texts().get(status)))
        .orElse(null);
  }

  /** The texts for a status; fields without a text for it are left out. */
  public List<FieldText> textsFor(UsageStatus status, Map<String, String> values) {
    return fields.stream()
        .filter(f -> f.texts().containsKey(status))
        .map(f ->
            new FieldText(
                f.name(), new TextTemplate(f.texts().get(status)).fill(values), f.onlyIfEmpty()))
        .toList();
  }

  /**
   * A library field and its texts by status.
   *
   * @param onlyIfEmpty whether a text that is already there stays
   */
  public record MappedField(String name, Map<UsageStatus, String> texts, boolean onlyIfEmpty) {

    public MappedField {
      texts = Map.copyOf(texts);
    }
  }
}
