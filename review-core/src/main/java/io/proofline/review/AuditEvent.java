package io.proofline.review;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One event for the audit trail. Kinds, values and details are hashed, so their texts never change.
 *
 * @param personId pseudonym of the acting person; null for Proofline itself, and if unknown
 * @param before the old value; null for none
 * @param after the new value; null for none
 * @param details further values by name
 * @param occurredAt by the clock of the system where it happened; null if unknown
 * @param commandId the command that caused it; null for none
 */
public record AuditEvent(
    EventKind kind,
    @Nullable String personId,
    @Nullable String before,
    @Nullable String after,
    Map<String, String> details,
    @Nullable Instant occurredAt,
    @Nullable String commandId) {

  /** Kinds of events. */
  public enum EventKind {
    SELECTED,
    REQUESTED,
    ROUTED,
    STAGES_REQUIRED,
    HELD,
    RELEASED,
    PROOF_OPENED,
    VERSION_UPLOADED,
    PROOF_FAILED,
    PROOF_GONE,
    PROOF_RESTORED,
    PROOF_DELETED,
    CONTENT_CHANGED,
    DECISION,
    COMMENT,
    REVIEW_COMPLETED,
    VERDICT,
    STATUS_WRITTEN,
    STAGES_ADDED,
    PUBLISHED,
    TAKEN_OUT,
    FILED,
    ASSET_TRASHED,
    ASSET_RESTORED,
    ASSET_GONE,
    UNMATCHED_PROOF,
    CALL_DIED
  }

  public AuditEvent {
    details = Map.copyOf(details);
  }

  static AuditEvent of(EventKind eventKind, @Nullable String before, @Nullable String after) {
    return new AuditEvent(eventKind, null, before, after, Map.of(), null, null);
  }

  AuditEvent withPerson(@Nullable String person) {
    return new AuditEvent(kind, person, before, after, details, occurredAt, commandId);
  }

  AuditEvent withOccurredAt(@Nullable Instant time) {
    return new AuditEvent(kind, personId, before, after, details, time, commandId);
  }

  AuditEvent withCommand(@Nullable String command) {
    return new AuditEvent(kind, personId, before, after, details, occurredAt, command);
  }

  /** With one more detail; null is left out. */
  AuditEvent with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    var all = new TreeMap<>(details);
    all.put(name, value.toString());
    return new AuditEvent(kind, personId, before, after, all, occurredAt, commandId);
  }
}
