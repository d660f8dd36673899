package io.proofline.audit;

import io.proofline.schemas.avro.AuditEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of the audit trail that an export is for. */
public sealed interface AuditSelection {

  /** Whether an entry belongs to it. */
  boolean includes(AuditEntry entry);

  /** Its form in an export. */
  Map<String, String> describe();

  /** {@link #describe()} as JSON in canonical form, as checkpoints have it. */
  default String json() {
    return CanonicalJson.json(describe());
  }

  /** The selection of a description; empty if the description is invalid. */
  static Optional<AuditSelection> parse(Map<String, String> description) {
    return known(description).filter(selection -> selection.describe().equals(description));
  }

  private static Optional<AuditSelection> known(Map<String, String> description) {
    try {
      return switch (description.getOrDefault("of", "")) {
        case "all" -> Optional.of(new WholeTrail());
        case "asset" -> Optional.of(new OfAsset(description.getOrDefault("asset", "")));
        case "period" ->
            Optional.of(
                new OfPeriod(
                    LocalDate.parse(description.getOrDefault("from", "")),
                    LocalDate.parse(description.getOrDefault("to", "")),
                    EntryTime.valueOf(
                        description.getOrDefault("time", "").toUpperCase(Locale.ROOT))));
        default -> Optional.empty();
      };
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty(); // no dates, or no time of an entry
    }
  }

  /** Everything. */
  record WholeTrail() implements AuditSelection {
    @Override
    public boolean includes(AuditEntry entry) {
      return true;
    }

    @Override
    public Map<String, String> describe() {
      return Map.of("of", "all");
    }
  }

  /** The entries of one asset. */
  record OfAsset(String id) implements AuditSelection {
    @Override
    public boolean includes(AuditEntry entry) {
      return entry.getAssetId().equals(id);
    }

    @Override
    public Map<String, String> describe() {
      return Map.of("of", "asset", "asset", id);
    }
  }

  /** The entries of some days, in UTC, the last one included. */
  record OfPeriod(LocalDate from, LocalDate to, EntryTime time) implements AuditSelection {
    @Override
    public boolean includes(AuditEntry entry) {
      return isWithin(time.of(entry));
    }

    /** Whether a span of time, both ends included, has a moment of these days. */
    boolean overlaps(Instant first, Instant last) {
      return !day(last).isBefore(from) && !day(first).isAfter(to);
    }

    private boolean isWithin(Instant at) {
      return overlaps(at, at);
    }

    private static LocalDate day(Instant at) {
      return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    @Override
    public Map<String, String> describe() {
      return Map.of(
          "of", "period",
          "from", from.toString(),
          "to", to.toString(),
          "time", time.name().toLowerCase(Locale.ROOT));
    }
  }

  /** The time of an entry that counts for {@link OfPeriod}. */
  enum EntryTime {
    /** The time when it happened, else the time when Proofline received it. */
    DECIDED,
    /** The time when Proofline received it. */
    ENTERED;

    private Instant of(AuditEntry entry) {
      @Nullable Instant occurred = entry.getOccurredAt();
      return this == ENTERED
          ? entry.getEnteredAt()
          : Objects.requireNonNullElse(occurred, entry.getEnteredAt());
    }
  }
}
