package io.proofline.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last command of one kind and key, and its state.
 *
 * @param round how often a command of this kind and key was issued, from 1
 * @param attempt attempts of this round, from 1; further ones only after a person's retry
 * @param at when it was issued; after its end, when the outcome was received
 * @param reason why it is dead or held; else null
 * @param nextStep if it is dead: the next step for a person, from the worker; null if the worker
 *     gave none
 * @param tries if it is dead: number of attempts of the worker; null if unknown
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
    @Nullable String reason,
    @Nullable String nextStep,
    @Nullable Integer tries) {

  /** The state of a command. */
  public enum CommandState {
    OPEN,
    DONE,
    DEAD,
    /** Dead, and a person requested another attempt. */
    RETRIED,
    /** Dead, and a person accepted that it is not done. */
    DISCARDED
  }

  static IssuedCommand first(
      String account, String assetId, RequiredCommand requiredCommand, Instant at) {
    return of(account, assetId, requiredCommand, 1, at);
  }

  /** The same command again after a person's retry, else the next round of its kind and key. */
  IssuedCommand reissue(
      String account, String assetId, RequiredCommand requiredCommand, Instant now) {
    return state == CommandState.RETRIED && target.equals(requiredCommand.target())
        ? new IssuedCommand(
            kind,
            key,
            target,
            round,
            attempt + 1,
            commandId,
            now,
            CommandState.OPEN,
            null,
            null,
            null)
        : of(account, assetId, requiredCommand, round + 1, now);
  }

  IssuedCommand end(CommandState ending, @Nullable String why, Instant when) {
    return new IssuedCommand(
        kind, key, target, round, attempt, commandId, when, ending, why, null, null);
  }

  IssuedCommand endWith(CommandState ending, Fact.Outcome outcome, Instant when) {
    return new IssuedCommand(
        kind,
        key,
        target,
        round,
        attempt,
        commandId,
        when,
        ending,
        outcome.reason(),
        outcome.nextStep(),
        outcome.attempts());
  }

  IssuedCommand withState(CommandState other) {
    return new IssuedCommand(
        kind, key, target, round, attempt, commandId, at, other, reason, nextStep, tries);
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

  /** Whether it is the CREATE_PROOF that set this claim's marker, without a known proof. */
  boolean isCreationOf(Fact.MarkerClaim markerClaim) {
    return state != CommandState.DONE
        && kind == RequiredCommand.CommandKind.CREATE_PROOF
        && round == markerClaim.round()
        && key.equals(Integer.toString(markerClaim.version()));
  }

  /**
   * Whether a required command need not be issued now: this one is open or done. After a dead one,
   * a new one is issued only for another target or after a person's retry. A repeatable one is
   * issued again if it is required again.
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
        null,
        null,
        null);
  }

  /** The id of a command; the same command has the same id wherever it is computed. */
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
