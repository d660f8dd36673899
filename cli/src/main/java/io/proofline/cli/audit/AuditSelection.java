package io.proofline.cli.audit;

import io.proofline.schemas.avro.AuditEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Selects entries of the audit trail for an export. */
public sealed interface AuditSelection {

  /** Whether an entry is selected. */
  boolean includes(AuditEntry entry);

  /** The selection as it is written in an export. */
  Map<String, String> describe();

  /** All entries. */
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

  /** The entries of a range of days in UTC; the last day is included. */
  record OfPeriod(LocalDate from, LocalDate to, EntryTime time) implements AuditSelection {
    @Override
    public boolean includes(AuditEntry entry) {
      var day = LocalDate.ofInstant(time.of(entry), ZoneOffset.UTC);
      return !day.isBefore(from) && !day.isAfter(to);
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

  /** The time of an entry by which a period selects it. */
  enum EntryTime {
    /** When it happened; the time of recording if that is unknown. */
    DECIDED,
    /** When Proofline recorded it. */
    ENTERED;

    private Instant of(AuditEntry entry) {
      return this == ENTERED
          ? entry.getEnteredAt()
          : Objects.requireNonNullElse(entry.getOccurredAt(), entry.getEnteredAt());
    }
  }
}
