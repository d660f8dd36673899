package io.proofline.processor.review;

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
public record Ask(
    Need.Kind kind,
    String key,
    String target,
    int round,
    int attempt,
    String commandId,
    Instant at,
    State state,
    @Nullable String reason) {

  /** Whether an answer came, and which. */
  public enum State {
    OPEN,
    DONE,
    DEAD,
    /** Dead, and a person wants it tried once more. */
    RETRIED,
    /** Dead, and a person said that it is well so. */
    DISCARDED
  }

  static Ask first(String account, String assetId, Need need, Instant at) {
    return of(account, assetId, need, 1, at);
  }

  /** The same call once more after a person's word, else the next round of its kind and key. */
  Ask again(String account, String assetId, Need need, Instant now) {
    return state == State.RETRIED && target.equals(need.target())
        ? new Ask(kind, key, target, round, attempt + 1, commandId, now, State.OPEN, null)
        : of(account, assetId, need, round + 1, now);
  }

  Ask ended(State ending, @Nullable String why, Instant when) {
    return new Ask(kind, key, target, round, attempt, commandId, when, ending, why);
  }

  Ask turned(State other) {
    return new Ask(kind, key, target, round, attempt, commandId, at, other, reason);
  }

  boolean isFor(Need need) {
    return isOf(need.kind(), need.key());
  }

  boolean isOf(Need.Kind otherKind, String otherKey) {
    return kind == otherKind && key.equals(otherKey);
  }

  boolean open() {
    return state == State.OPEN;
  }

  boolean dead() {
    return state == State.DEAD;
  }

  /** It is the create that set this claim's marker, and nobody knows what it made. */
  boolean made(Fact.Claim claim) {
    return state != State.DONE
        && kind == Need.Kind.CREATE_PROOF
        && round == claim.round()
        && key.equals(Integer.toString(claim.version()));
  }

  /**
   * Whether there is nothing to ask now: an answer is awaited, or was had. What is dead waits for
   * another target or a person's word; a change that was made is asked again where it is needed
   * again.
   */
  boolean settles(Need need) {
    boolean same = target.equals(need.target());
    return switch (state) {
      case OPEN -> true;
      case DEAD, DISCARDED -> same;
      case RETRIED -> false;
      case DONE -> same && !kind.again();
    };
  }

  private static Ask of(String account, String assetId, Need need, int round, Instant at) {
    var id = commandId(account, assetId, need.kind(), need.key(), round);
    return new Ask(need.kind(), need.key(), need.target(), round, 1, id, at, State.OPEN, null);
  }

  /** The same need has the same id, wherever and whenever it is computed. */
  static String commandId(String account, String assetId, Need.Kind kind, String key, int round) {
    return Hash.of(account, assetId, kind.name(), key, Integer.toString(round)).substring(0, 32);
  }
}
