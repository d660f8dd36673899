package io.proofline.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked last of one kind and key, and what became of it.
 *
 * @param round how often this kind and key was asked anew, from 1
 * @param attempt how often this round was tried, from 1; more only by a person's word
 * @param at when it was asked; once it ended, when that became known
 * @param reason why it is dead, or held; null otherwise
 */
public record IssuedCommand(
    RequiredCommand.CommandKind kind,
    String key,
    String target,
    int round,
    int attempt,
    String commandId,
    Instant at,
    CommandState state,
    @Nullable String reason) {

  /** Whether an answer came, and which. */
  public enum CommandState {
    OPEN,
    DONE,
    DEAD,
    /** Dead, and a person wants it tried once more. */
    RETRIED,
    /** Dead, and a person said that it is well so. */
    DISCARDED
  }

  static IssuedCommand first(
      String account, String assetId, RequiredCommand requiredCommand, Instant at) {
    return of(account, assetId, requiredCommand, 1, at);
  }

  /** The same call once more after a person's word, else the next round of its kind and key. */
  IssuedCommand reissue(
      String account, String assetId, RequiredCommand requiredCommand, Instant now) {
    return state == CommandState.RETRIED && target.equals(requiredCommand.target())
        ? new IssuedCommand(
            kind, key, target, round, attempt + 1, commandId, now, CommandState.OPEN, null)
        : of(account, assetId, requiredCommand, round + 1, now);
  }

  IssuedCommand end(CommandState ending, @Nullable String why, Instant when) {
    return new IssuedCommand(kind, key, target, round, attempt, commandId, when, ending, why);
  }

  IssuedCommand withState(CommandState other) {
    return new IssuedCommand(kind, key, target, round, attempt, commandId, at, other, reason);
  }

  boolean isFor(RequiredCommand requiredCommand) {
    return isOf(requiredCommand.kind(), requiredCommand.key());
  }

  boolean isOf(RequiredCommand.CommandKind otherKind, String otherKey) {
    return kind == otherKind && key.equals(otherKey);
  }

  boolean open() {
    return state == CommandState.OPEN;
  }

  boolean dead() {
    return state == CommandState.DEAD;
  }

  /** It is the create that set this claim's marker, and nobody knows what it made. */
  boolean isCreationOf(Fact.MarkerClaim markerClaim) {
    return state != CommandState.DONE
        && kind == RequiredCommand.CommandKind.CREATE_PROOF
        && round == markerClaim.round()
        && key.equals(Integer.toString(markerClaim.version()));
  }

  /**
   * Whether there is nothing to ask now: an answer is awaited, or was had. What is dead waits for
   * another target or a person's word; a change that was made is asked again where it is needed
   * again.
   */
  boolean satisfies(RequiredCommand requiredCommand) {
    boolean same = target.equals(requiredCommand.target());
    return switch (state) {
      case OPEN -> true;
      case DEAD, DISCARDED -> same;
      case RETRIED -> false;
      case DONE -> same && !kind.repeatable();
    };
  }

  private static IssuedCommand of(
      String account, String assetId, RequiredCommand requiredCommand, int round, Instant at) {
    var id = commandId(account, assetId, requiredCommand.kind(), requiredCommand.key(), round);
    return new IssuedCommand(
        requiredCommand.kind(),
        requiredCommand.key(),
        requiredCommand.target(),
        round,
        1,
        id,
        at,
        CommandState.OPEN,
        null);
  }

  /** The same need has the same id, wherever and whenever it is computed. */
  static String commandId(
      String account,
      String assetId,
      RequiredCommand.CommandKind commandKind,
      String key,
      int round) {
    return StableIds.sha256(account, assetId, commandKind.name(), key, Integer.toString(round))
        .substring(0, 32);
  }
}
