package io.proofline.processor.topology.review;

import io.proofline.audit.HashChain;
import io.proofline.review.AuditEvent;
import io.proofline.review.AuditEvents;
import io.proofline.review.Review;
import io.proofline.review.SystemTrail;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Audit events as entries of the asset's audit trail.
 *
 * @param review the review with the trail's new position
 */
record AuditEntries(List<AuditEntry> all, Review review) {

  private static final String REQUEST = "request";

  static AuditEntries of(Fact cause, String source, Review review, AuditEvents auditEvents) {
    var auditPosition = auditEvents.position();
    var head = new HashChain.Head(auditPosition.sequence(), auditPosition.hash());
    var entries = new ArrayList<AuditEntry>();
    for (var auditEvent : auditEvents.all()) {
      var entry = HashChain.append(head, entry(cause, source, review, auditEvent));
      head = HashChain.Head.at(entry);
      entries.add(entry);
    }
    return new AuditEntries(
        List.copyOf(entries), review.with(auditPosition.at(head.sequence(), head.hash())));
  }

  /** An administrative act as the next entry of the trail about the id system. */
  static AuditEntry ofAct(String account, Fact cause, SystemTrail trail) {
    var act = cause.getAdministered();
    var envelope = cause.getEnvelope();
    return HashChain.append(
        new HashChain.Head(trail.sequence(), trail.hash()),
        AuditEntry.newBuilder()
            .setAccount(account)
            .setAssetId(cause.getAssetId())
            .setSequence(0)
            .setKind(act.getAct())
            .setPersonId(act.getPersonId())
            .setDetails(act.getDetails())
            .setOccurredAt(envelope.getOccurredAt())
            .setEnteredAt(envelope.getReceivedAt())
            .setRulesVersion(cause.getRulesVersion())
            .setCause(envelope.getEventId())
            .setSource(REQUEST)
            .setPrevious("")
            .setHash(""));
  }

  private static AuditEntry.Builder entry(
      Fact cause, String source, Review review, AuditEvent auditEvent) {
    var route = review.route();
    return AuditEntry.newBuilder()
        .setAccount(review.account())
        .setAssetId(review.assetId())
        .setSequence(0)
        .setKind(auditEvent.kind().name().toLowerCase(Locale.ROOT))
        .setPersonId(auditEvent.personId())
        .setOld(auditEvent.before())
        .setNew$(auditEvent.after())
        .setDetails(auditEvent.details())
        .setOccurredAt(auditEvent.occurredAt())
        .setEnteredAt(cause.getEnvelope().getReceivedAt())
        .setRule(route == null ? null : route.rule())
        .setRulesVersion(cause.getRulesVersion())
        .setCause(cause.getEnvelope().getEventId())
        .setSource(source)
        .setCommandId(auditEvent.commandId())
        .setPrevious("")
        .setHash("");
  }
}
