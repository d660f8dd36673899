package io.proofline.console.changes;

import io.proofline.console.web.ApiException;
import java.util.HashMap;
import java.util.Map;

/** Counts the open feeds of each token. Thread-safe. */
final class OpenFeeds {

  private final int most;
  private final Map<String, Integer> byToken = new HashMap<>();

  /** A count with a limit for each token. */
  OpenFeeds(int most) {
    this.most = most;
  }

  /**
   * Counts a feed until it is closed.
   *
   * @throws ApiException if the token has too many
   */
  synchronized void open(String tokenId) {
    int open = byToken.getOrDefault(tokenId, 0);
    if (open >= most) {
      throw ApiException.tooMany(
          "This token has %d open feeds, as many as proofline.console.feeds-per-token allows. Close one, or use another token."
              .formatted(open));
    }
    byToken.put(tokenId, open + 1);
  }

  synchronized void close(String tokenId) {
    byToken.computeIfPresent(tokenId, (_, open) -> open == 1 ? null : open - 1);
  }
}
