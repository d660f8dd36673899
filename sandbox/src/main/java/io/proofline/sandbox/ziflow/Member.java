package io.proofline.sandbox.ziflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reviewer of one stage; its id is the reviewer_id of the API.
 *
 * @param reasons ids of the decision reasons that were ticked
 */
record Member(
    String id,
    String contactId,
    Rights rights,
    String notification,
    Decision decision,
    @Nullable Instant decisionDate,
    List<String> reasons,
    boolean completed) {

  /** What the reviewer may do. */
  record Rights(boolean comment, boolean decision, boolean manage, boolean share) {}

  Member {
    reasons = List.copyOf(reasons);
  }

  Member decided(Decision made, @Nullable Instant at, List<String> why, boolean done) {
    return new Member(id, contactId, rights, notification, made, at, why, done);
  }

  Member with(Rights changed, String mails) {
    return new Member(id, contactId, changed, mails, decision, decisionDate, reasons, completed);
  }

  static Member asked(String contactId, Rights rights, String mails) {
    return new Member(
        UUID.randomUUID().toString(),
        contactId,
        rights,
        mails,
        Decision.PENDING,
        null,
        List.of(),
        false);
  }

  /** The same person asked anew. */
  Member again() {
    return asked(contactId, rights, notification);
  }

  @JsonIgnore
  boolean isDecider() {
    return rights.decision();
  }

  boolean hasDecided() {
    return decision != Decision.PENDING;
  }
}
