package io.proofline.console.access;

import io.proofline.console.web.ApiException;
import java.util.Arrays;
import java.util.Locale;

/** What the holder of a token may do; each role may do all that the roles before it may. */
public enum Role {
  /** Ask everything. */
  VIEWER,
  /** Also make requests about assets, and change what is paused. */
  OPERATOR,
  /** Also push rules, erase people, make tokens, and rebuild the read model. */
  ADMINISTRATOR;

  /** The role as a word of the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this role may do what another one may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /**
   * The role of a word.
   *
   * @throws ApiException with the allowed words
   */
  public static Role of(String word) {
    return Arrays.stream(values())
        .filter(role -> role.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            ApiException.invalid(
                "'role' is '%.40s'; allowed are viewer, operator, administrator".formatted(word)));
  }
}
