package io.proofline.console.access;

import org.jspecify.annotations.Nullable;

/**
 * The holder of a token who makes a call.
 *
 * @param tokenId id of the token; {@code admin-token} for that of the settings
 * @param name name of the token
 * @param email address of the person to whom the token belongs; null for a program
 */
public record Caller(String tokenId, String name, Role role, @Nullable String email) {

  /** Omits the address. */
  @Override
  public String toString() {
    return "Caller[%s, %s]".formatted(tokenId, role);
  }
}
