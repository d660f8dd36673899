package io.proofline.cli.audit;

import io.proofline.schemas.avro.AuditEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Which entries of the audit trail somebody wants. */
public sealed interface AuditSelection {

  /** Whether an entry is wanted. */
  boolean includes(AuditEntry entry);

  /** How an export tells it. */
  Map<String, String> describe();

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

  /** One asset's. */
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

  /** Those of some days, in UTC, the last one too. */
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

  /** Which of its times says when an entry was. */
  enum EntryTime {
    /** When it happened, or when we learnt of it where nobody says when it happened. */
    DECIDED,
    /** When we learnt of it. */
    ENTERED;

    private Instant of(AuditEntry entry) {
      return this == ENTERED
          ? entry.getEnteredAt()
          : Objects.requireNonNullElse(entry.getOccurredAt(), entry.getEnteredAt());
    }
  }
}
