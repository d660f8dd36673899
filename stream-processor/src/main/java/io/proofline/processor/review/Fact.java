package io.proofline.processor.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that we know happened to one asset. */
public sealed interface Fact {

  /** Which record told it, and when. */
  Stamp stamp();

  /**
   * Which record told it, and when.
   *
   * @param eventId of the record that told it; a repetition has the same
   * @param at when we received it
   */
  record Stamp(String eventId, Instant at) {}

  /** The library was looked at. */
  record Seen(Stamp stamp, Asset asset) implements Fact {}

  /** Somebody asked for it by name. */
  record Requested(Stamp stamp, Wish wish) implements Fact {}

  /** Ziflow said that something happened to a proof. */
  record Hinted(Stamp stamp, Hint hint) implements Fact {}

  /** A command has ended. */
  record Answered(Stamp stamp, Answer answer) implements Fact {}

  /** A time that the review waited for has come. */
  record Ticked(Stamp stamp, Instant dueAt) implements Fact {}

  /** What can be asked for by name. */
  enum Wish {
    SELECT,
    REREAD
  }

  /**
   * A thin event: that something happened, not what is so now.
   *
   * @param previousId proof of the version before; null for a first version
   * @param claim what its marker says; null when a link told the asset
   */
  record Hint(String proofId, @Nullable String previousId, String action, @Nullable Claim claim) {}

  /** The version and the round of the create that a marker names. */
  record Claim(int version, int round) {}

  /**
   * What became of a command.
   *
   * @param reason for a person, when it is not done
   * @param endedAt after its last call
   */
  record Answer(
      String commandId, Ending ending, @Nullable String reason, Instant endedAt, Result result) {}

  /** How a command ended. */
  enum Ending {
    DONE,
    DEAD,
    OVERTAKEN
  }

  /** What a command that is done brought. */
  sealed interface Result {

    /** A proof stands. */
    record ProofMade(String proofId) implements Result {}

    /** A proof was read. */
    record ProofRead(ProofState state) implements Result {}

    /** The asset was read. */
    record AssetRead(Asset asset) implements Result {}

    /** A text stands in the library's status field. */
    record StatusStands(String text) implements Result {}

    /** Nothing, since it is not done. */
    record Nothing() implements Result {}
  }
}
