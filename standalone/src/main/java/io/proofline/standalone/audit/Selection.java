package io.proofline.standalone.audit;

import io.proofline.schemas.avro.AuditEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Which entries of the audit trail somebody wants. */
public sealed interface Selection {

  /** Whether an entry is wanted. */
  boolean has(AuditEntry entry);

  /** How an export tells it. */
  Map<String, String> told();

  /** Everything. */
  record All() implements Selection {
    @Override
    public boolean has(AuditEntry entry) {
      return true;
    }

    @Override
    public Map<String, String> told() {
      return Map.of("of", "all");
    }
  }

  /** One asset's. */
  record OfAsset(String id) implements Selection {
    @Override
    public boolean has(AuditEntry entry) {
      return entry.getAssetId().equals(id);
    }

    @Override
    public Map<String, String> told() {
      return Map.of("of", "asset", "asset", id);
    }
  }

  /** Those of some days, in UTC, the last one too. */
  record OfPeriod(LocalDate from, LocalDate to, Time time) implements Selection {
    @Override
    public boolean has(AuditEntry entry) {
      var day = LocalDate.ofInstant(time.of(entry), ZoneOffset.UTC);
      return !day.isBefore(from) && !day.isAfter(to);
    }

    @Override
    public Map<String, String> told() {
      return Map.of(
          "of", "period",
          "from", from.toString(),
          "to", to.toString(),
          "time", time.name().toLowerCase(Locale.ROOT));
    }
  }

  /** Which of its times says when an entry was. */
  enum Time {
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
