package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.ProofState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that happened to one asset, as the facts topic has it. */
public sealed interface Fact {

  /** The record that the fact comes from, and its times. */
  Provenance provenance();

  /**
   * The record that the fact comes from, and its times.
   *
   * @param eventId id of that record; a repeated record has the same id
   * @param at when Proofline received it
   * @param occurredAt by the clock of the system where it happened; null if unknown
   * @param source kind of the record
   */
  record Provenance(String eventId, Instant at, @Nullable Instant occurredAt, Source source) {}

  /** Where a fact comes from. */
  enum Source {
    WEBHOOK,
    READING,
    POLL,
    REQUEST,
    OUTCOME,
    CLOCK,
    INTAKE
  }

  /** The asset was read from the library. */
  record AssetSeen(Provenance provenance, Asset asset) implements Fact {}

  /** A person or a component requested something for the asset. */
  record Requested(Provenance provenance, Request request) implements Fact {}

  /** Ziflow reported an event of a proof. */
  record ProofEventReceived(Provenance provenance, ProofEvent event) implements Fact {}

  /** A command has ended. */
  record OutcomeReceived(Provenance provenance, Outcome outcome) implements Fact {}

  /** A timer of the review is due. */
  record TimerFired(Provenance provenance, Instant dueAt) implements Fact {}

  /** The proof rate limit decided whether a proof may be created now. */
  record ProofPermitDecided(Provenance provenance, String commandId, boolean granted)
      implements Fact {}

  /** A collection that the asset waits for became ready, or is no longer ready. */
  record CollectionReadinessChanged(Provenance provenance, String collection, boolean ready)
      implements Fact {}

  /** The asset is a final that was stored for another asset, which has the review. */
  record FiledFrom(Provenance provenance, String sourceId) implements Fact {}

  /** Kinds of requests. */
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
   * A request by a person or by a component of Proofline.
   *
   * @param commandId the dead command, for RETRY and DISCARD; else null
   * @param proofId the unmatched proof, for LINK and RELEASE; else null
   * @param personId pseudonym of the person; null for a component
   * @param noteId id of the text of the reason; null for none
   */
  record Request(
      RequestKind kind,
      @Nullable String commandId,
      @Nullable String proofId,
      @Nullable String personId,
      @Nullable String noteId) {}

  /**
   * A Ziflow event. It says that something happened; the current state has to be read.
   *
   * @param previousId proof of the version before; null for a first version
   * @param claim the claim of the proof's marker; null if the asset was found by another way
   * @param personId pseudonym of the acting person; null if the event has none
   * @param detail details for the audit trail
   */
  record ProofEvent(
      String proofId,
      @Nullable String previousId,
      String action,
      @Nullable MarkerClaim claim,
      @Nullable String personId,
      Detail detail) {}

  /** Details of an event besides its action. */
  sealed interface Detail {

    /** A reviewer's decision; {@code pending} takes one back. */
    record Decided(
        String reviewerId, @Nullable String stageId, String decision, List<String> reasons)
        implements Detail {

      public Decided {
        reasons = List.copyOf(reasons);
      }
    }

    /** A comment was added, changed or deleted. */
    record Commented(
        String commentId, @Nullable String reviewerId, String action, @Nullable String noteId)
        implements Detail {}

    /** A reviewer completed the review, or reopened it. */
    record Completed(String reviewerId, boolean done) implements Detail {}

    /** No detail. */
    record NoDetail() implements Detail {}
  }

  /** The version, and the round of the CREATE_PROOF, that a marker names. */
  record MarkerClaim(int version, int round) {}

  /**
   * The outcome of a command.
   *
   * @param reason for a person, if it is not done; else null
   * @param beganAt time before its first call
   * @param endedAt time after its last call
   */
  record Outcome(
      String commandId,
      OutcomeStatus status,
      @Nullable String reason,
      @Nullable String nextStep,
      @Nullable Integer attempts,
      Instant beganAt,
      Instant endedAt,
      Result result) {}

  /** How a command ended. */
  enum OutcomeStatus {
    DONE,
    DEAD,
    OVERTAKEN
  }

  /** The result of a command that is done. */
  sealed interface Result {

    /**
     * A proof exists.
     *
     * @param file hashes of the reviewed file; null if they are no longer known
     */
    record ProofCreated(String proofId, @Nullable ReviewedFile file) implements Result {}

    /** A proof was read. */
    record ProofRead(ProofState state) implements Result {}

    /** The asset was read. */
    record AssetRead(Asset asset) implements Result {}

    /** Texts were written into fields of a file and read back. */
    record FieldsWritten(String mediaId, Map<String, String> texts) implements Result {

      public FieldsWritten {
        texts = Map.copyOf(texts);
      }
    }

    /** A proof has the required stages. */
    record StagesUpdated(ProofState state) implements Result {}

    /** A container exists. */
    record ContainerReady(ContainerKind container, String path, String id) implements Result {}

    /**
     * Whether a file is in a gallery.
     *
     * @param missing whether the gallery does not exist
     * @param audience the library's word for the people who can see the gallery; null if not read
     */
    record MembershipKnown(
        String mediaId,
        String galleryId,
        boolean inside,
        boolean missing,
        @Nullable String audience)
        implements Result {

      /** A membership in a gallery whose audience was not read. */
      public MembershipKnown(String mediaId, String galleryId, boolean inside, boolean missing) {
        this(mediaId, galleryId, inside, missing, null);
      }
    }

    /** The hashes of a file. */
    record FingerprintTaken(ReviewedFile file) implements Result {}

    /** An approved version was stored as an asset of its own. */
    record FinalFiled(String assetId) implements Result {}

    /** No result, or the command is not done. */
    record Nothing() implements Result {}
  }
}
