package io.proofline.sandbox.ziflow.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reviewer of one stage; its id is the reviewer_id of the API.
 *
 * @param reasons ids of the selected decision reasons
 */
public record StageMember(
    String id,
    String contactId,
    Rights rights,
    String notification,
    Decision decision,
    @Nullable Instant decisionDate,
    List<String> reasons,
    boolean completed) {

  /** What the reviewer may do. */
  public record Rights(boolean comment, boolean decision, boolean manage, boolean share) {}

  public StageMember {
    reasons = List.copyOf(reasons);
  }

  public StageMember withDecision(
      Decision made, @Nullable Instant at, List<String> why, boolean done) {
    return new StageMember(id, contactId, rights, notification, made, at, why, done);
  }

  public StageMember withRights(Rights changed, String mails) {
    return new StageMember(
        id, contactId, changed, mails, decision, decisionDate, reasons, completed);
  }

  public static StageMember create(String contactId, Rights rights, String mails) {
    return new StageMember(
        UUID.randomUUID().toString(),
        contactId,
        rights,
        mails,
        Decision.PENDING,
        null,
        List.of(),
        false);
  }

  /** A copy without a decision, for the next version. */
  StageMember copyForNextVersion() {
    return create(contactId, rights, notification);
  }

  @JsonIgnore
  public boolean isDecider() {
    return rights.decision();
  }

  public boolean hasDecided() {
    return decision != Decision.PENDING;
  }
}
