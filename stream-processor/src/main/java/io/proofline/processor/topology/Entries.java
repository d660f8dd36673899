package io.proofline.processor.topology;

import io.proofline.processor.audit.Chain;
import io.proofline.processor.review.Happening;
import io.proofline.processor.review.Happenings;
import io.proofline.processor.review.Review;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What happened, as entries of the asset's audit trail.
 *
 * @param review with the trail's new end
 */
record Entries(List<AuditEntry> all, Review review) {

  static Entries of(Fact cause, String source, Review review, Happenings happenings) {
    var trail = happenings.trail();
    var head = new Chain.Head(trail.sequence(), trail.hash());
    var entries = new ArrayList<AuditEntry>();
    for (var happening : happenings.all()) {
      var entry = Chain.append(head, entry(cause, source, review, happening));
      head = Chain.Head.at(entry);
      entries.add(entry);
    }
    return new Entries(List.copyOf(entries), review.with(trail.at(head.sequence(), head.hash())));
  }

  private static AuditEntry.Builder entry(
      Fact cause, String source, Review review, Happening happening) {
    var route = review.route();
    return AuditEntry.newBuilder()
        .setAccount(review.account())
        .setAssetId(review.assetId())
        .setSequence(0)
        .setKind(happening.kind().name().toLowerCase(Locale.ROOT))
        .setPersonId(happening.personId())
        .setOld(happening.before())
        .setNew$(happening.after())
        .setDetails(happening.details())
        .setOccurredAt(happening.occurredAt())
        .setEnteredAt(cause.getEnvelope().getReceivedAt())
        .setRule(route == null ? null : route.rule())
        .setRulesVersion(cause.getRulesVersion())
        .setCause(cause.getEnvelope().getEventId())
        .setSource(source)
        .setCommandId(happening.commandId())
        .setPrevious("")
        .setHash("");
  }
}
