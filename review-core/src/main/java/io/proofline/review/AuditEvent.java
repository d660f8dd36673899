package io.proofline.review;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, for the audit trail.
 *
 * @param personId who did it; null for us, and where nobody knows
 * @param before what was; null for nothing
 * @param after what is now; null for nothing
 * @param details what only this kind has, by name
 * @param occurredAt by the clock of where it happened; null where that is not said
 * @param commandId the command that did it; null where none did
 */
public record AuditEvent(
    EventKind kind,
    @Nullable String personId,
    @Nullable String before,
    @Nullable String after,
    Map<String, String> details,
    @Nullable Instant occurredAt,
    @Nullable String commandId) {

  /** What can happen. */
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

  /** With a detail more; null is left out. */
  AuditEvent with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    var all = new TreeMap<>(details);
    all.put(name, value.toString());
    return new AuditEvent(kind, personId, before, after, all, occurredAt, commandId);
  }
}
