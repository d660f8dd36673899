package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.ProofState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that we know happened to one asset. */
public sealed interface Fact {

  /** Which record told it, and when. */
  Provenance provenance();

  /**
   * Which record told it, and when.
   *
   * @param eventId of the record that told it; a repetition has the same
   * @param at when we received it
   * @param occurredAt by the clock of where it happened; null where that is not said
   * @param source what told it, in a word
   */
  record Provenance(String eventId, Instant at, @Nullable Instant occurredAt, Source source) {}

  /** What told a fact. */
  enum Source {
    WEBHOOK,
    READING,
    POLL,
    REQUEST,
    OUTCOME,
    CLOCK,
    INTAKE
  }

  /** The library was looked at. */
  record AssetSeen(Provenance provenance, Asset asset) implements Fact {}

  /** Somebody asked for it by name. */
  record Requested(Provenance provenance, Request request) implements Fact {}

  /** Ziflow said that something happened to a proof. */
  record ProofEventReceived(Provenance provenance, ProofEvent event) implements Fact {}

  /** A command has ended. */
  record OutcomeReceived(Provenance provenance, Outcome outcome) implements Fact {}

  /** A time that the review waited for has come. */
  record TimerFired(Provenance provenance, Instant dueAt) implements Fact {}

  /** The brake has answered: whether a proof may be opened now. */
  record ProofPermitDecided(Provenance provenance, String commandId, boolean granted)
      implements Fact {}

  /** A collection that the asset waits for is ready, or is so no longer. */
  record CollectionReadinessChanged(Provenance provenance, String collection, boolean ready)
      implements Fact {}

  /** The asset is the final of another, whose review follows it. */
  record FiledFrom(Provenance provenance, String sourceId) implements Fact {}

  /** What can be asked for by name. */
  enum RequestKind {
    SELECT,
    START,
    CANCEL,
    WITHDRAW,
    REINSTATE,
    REROUTE,
    PAUSE,
    RESUME,
    REREAD,
    LINK,
    RELEASE,
    RETRY,
    DISCARD,
    CONSIDER
  }

  /**
   * What a person asks for, or a handler.
   *
   * @param commandId the dead command, of a retry or a discard; null of others
   * @param proofId the proof that nobody knows, of a link or a release; null of others
   * @param personId who asks; null for a handler of ours
   */
  record Request(
      RequestKind kind,
      @Nullable String commandId,
      @Nullable String proofId,
      @Nullable String personId) {}

  /**
   * A thin event: that something happened, not what is so now.
   *
   * @param previousId proof of the version before; null for a first version
   * @param claim what its marker says; null when a link told the asset
   * @param personId who did it; null where the event does not say
   * @param detail what happened, where the audit wants to know
   */
  record ProofEvent(
      String proofId,
      @Nullable String previousId,
      String action,
      @Nullable MarkerClaim claim,
      @Nullable String personId,
      Detail detail) {}

  /** What an event says beside its action. */
  sealed interface Detail {

    /** One reviewer's decision; {@code pending} takes one back. */
    record Decided(
        String reviewerId, @Nullable String stageId, String decision, List<String> reasons)
        implements Detail {

      public Decided {
        reasons = List.copyOf(reasons);
      }
    }

    /** Something was done with a comment. */
    record Commented(
        String commentId, @Nullable String reviewerId, String action, @Nullable String noteId)
        implements Detail {}

    /** A reviewer said that the review is done, or took that back. */
    record Completed(String reviewerId, boolean done) implements Detail {}

    /** Nothing. */
    record NoDetail() implements Detail {}
  }

  /** The version and the round of the create that a marker names. */
  record MarkerClaim(int version, int round) {}

  /**
   * What became of a command.
   *
   * @param reason for a person, when it is not done
   * @param beganAt before its first call
   * @param endedAt after its last call
   */
  record Outcome(
      String commandId,
      OutcomeStatus status,
      @Nullable String reason,
      Instant beganAt,
      Instant endedAt,
      Result result) {}

  /** How a command ended. */
  enum OutcomeStatus {
    DONE,
    DEAD,
    OVERTAKEN
  }

  /** What a command that is done brought. */
  sealed interface Result {

    /**
     * A proof stands.
     *
     * @param file which bytes are judged; null where nobody can tell any more
     */
    record ProofCreated(String proofId, @Nullable ReviewedFile file) implements Result {}

    /** A proof was read. */
    record ProofRead(ProofState state) implements Result {}

    /** The asset was read. */
    record AssetRead(Asset asset) implements Result {}

    /** These texts stand in fields of a file, as read back. */
    record FieldsWritten(String mediaId, Map<String, String> texts) implements Result {

      public FieldsWritten {
        texts = Map.copyOf(texts);
      }
    }

    /** A proof has the stages that were asked for. */
    record StagesUpdated(ProofState state) implements Result {}

    /** A container stands. */
    record ContainerReady(ContainerKind container, String path, String id) implements Result {}

    /** Whether a file lies in a gallery now; {@code missing}: there is no such gallery. */
    record MembershipKnown(String mediaId, String galleryId, boolean inside, boolean missing)
        implements Result {}

    /** A file as it is now. */
    record FingerprintTaken(ReviewedFile file) implements Result {}

    /** An approved version stands in the library as an asset of its own. */
    record FinalFiled(String assetId) implements Result {}

    /** Nothing to tell, or it is not done. */
    record Nothing() implements Result {}
  }
}
