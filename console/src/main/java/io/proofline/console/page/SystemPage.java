package io.proofline.console.page;

import io.proofline.console.access.ApiTokens.ApiToken;
import io.proofline.console.status.FreshnessQueries.Freshness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the installation is.
 *
 * @param generation number of the read model that answers
 * @param unreadable records that could not be read or stored
 * @param works the two APIs, and the work that waits
 * @param failure why the read model does not advance; null if it does
 * @param tokens for an administrator; empty for others
 * @param createdToken text of a token that was just made; null for none
 */
public record SystemPage(
    Freshness freshness,
    SystemWork works,
    int generation,
    long unreadable,
    @Nullable String failure,
    List<ApiToken> tokens,
    @Nullable String createdToken) {

  public SystemPage {
    tokens = List.copyOf(tokens);
  }

  /** Omits the token. */
  @Override
  public String toString() {
    return "SystemPage[generation=%d]".formatted(generation);
  }
}
