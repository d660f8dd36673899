package io.proofline.processor.review;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What was asked last of one kind and key, and what became of it.
 *
 * @param round how often this kind and key was asked anew, from 1
 * @param reason why it is dead; null otherwise
 */
public record Ask(
    Need.Kind kind,
    String key,
    String target,
    int round,
    String commandId,
    Instant at,
    State state,
    @Nullable String reason) {

  /** Whether an answer came, and which. */
  public enum State {
    OPEN,
    DONE,
    DEAD
  }

  static Ask first(String account, String assetId, Need need, Instant at) {
    return of(account, assetId, need, 1, at);
  }

  /** The next round for a need of the same kind and key. */
  Ask again(String account, String assetId, Need need, Instant now) {
    return of(account, assetId, need, round + 1, now);
  }

  Ask ended(State ending, @Nullable String why) {
    return new Ask(kind, key, target, round, commandId, at, ending, why);
  }

  boolean isFor(Need need) {
    return kind == need.kind() && key.equals(need.key());
  }

  boolean open() {
    return state == State.OPEN;
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
   * another target, and a change that was made is asked again where it is needed again.
   */
  boolean settles(Need need) {
    boolean same = target.equals(need.target());
    return switch (state) {
      case OPEN -> true;
      case DEAD -> same;
      case DONE -> same && !kind.changes();
    };
  }

  private static Ask of(String account, String assetId, Need need, int round, Instant at) {
    var id = commandId(account, assetId, need.kind(), need.key(), round);
    return new Ask(need.kind(), need.key(), need.target(), round, id, at, State.OPEN, null);
  }

  /** The same need has the same id, wherever and whenever it is computed. */
  static String commandId(String account, String assetId, Need.Kind kind, String key, int round) {
    var text = String.join("\n", account, assetId, kind.name(), key, Integer.toString(round));
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
