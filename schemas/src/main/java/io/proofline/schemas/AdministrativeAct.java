package io.proofline.schemas;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Acts about the whole installation. Each is a request with the key {@link #SYSTEM}, and becomes a
 * fact and an entry of the audit trail about that id.
 */
public enum AdministrativeAct {
  /** Rules were pushed. Details: {@code name}, {@code version}, and {@code replaces} if known. */
  RULES_PUSHED,
  /** A person was erased. Details: {@code person}, the id. */
  PERSON_ERASED,
  /** The audit trail was exported. Details: the selection, and {@code format}. */
  AUDIT_EXPORTED,
  /** Held proofs were released. Details: {@code count}; without it all were released. */
  GO_AHEAD,
  /** Several dead commands were tried again. Details: {@code count} and {@code why}. */
  DEAD_COMMANDS_RETRIED,
  /** Several dead commands were discarded. Details: {@code count} and {@code why}. */
  DEAD_COMMANDS_DISCARDED,
  /** An API, a rule or everything was paused. Details: {@code target}, {@code until} if it ends. */
  PAUSED,
  /** A pause was ended. Details: {@code target}. */
  RESUMED,
  /** A token of the management API was made. Details: {@code token}, the id, and {@code role}. */
  TOKEN_CREATED,
  /** A token of the management API was revoked. Details: {@code token}, the id. */
  TOKEN_REVOKED,
  /** A subscription of notifications was made. Details: {@code subscription}, the id. */
  SUBSCRIPTION_CREATED,
  /**
   * A subscription was changed. Details: {@code subscription}, and {@code change}: definition,
   * secret, enabled, disabled.
   */
  SUBSCRIPTION_CHANGED,
  /** A subscription was deleted. Details: {@code subscription}. */
  SUBSCRIPTION_DELETED;

  /** The id that these acts are about, in place of an asset. */
  public static final String SYSTEM = "system";

  /** The act in a request, a fact and an entry. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The act of a word; empty for an unknown word. */
  public static Optional<AdministrativeAct> of(@Nullable String word) {
    return Arrays.stream(values()).filter(act -> act.word().equals(word)).findFirst();
  }
}
