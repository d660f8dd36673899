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

  /** The text for the status field; null for no write. */
  @Nullable String statusText(Verdict verdict) {
    return fields.stream()
        .filter(f -> f.name().equals(Need.WriteStatus.FIELD))
        .findFirst()
        .flatMap(f -> Optional.ofNullable(f.texts().get(UsageStatus.of(verdict))))
        .orElse(null);
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
