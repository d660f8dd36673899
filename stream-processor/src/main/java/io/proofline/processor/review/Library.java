package io.proofline.processor.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the asset's side in the library.
 *
 * @param asset as last seen; null until then
 * @param entered the asset with only those galleries and keywords that came since the rules were
 *     last held against it; null when there are none
 * @param readings how many reasons there were to read the asset itself
 * @param status what is known to stand in the status field; null for nothing
 * @param writtenAt end of our own last write there; null before the first
 */
public record Library(
    @Nullable Asset asset,
    @Nullable Asset entered,
    int readings,
    @Nullable String status,
    @Nullable Instant writtenAt) {

  static final Library UNSEEN = new Library(null, null, 0, null, null);

  /** A snapshot that is older than the one known says nothing. */
  Library seen(Asset snapshot, boolean writing) {
    if (asset != null && !snapshot.readAt().isAfter(asset.readAt())) {
      return this;
    }
    var entries = snapshot.baseline() ? entered : plus(snapshot.beyond(asset));
    boolean telling = !writing && (writtenAt == null || snapshot.readAt().isAfter(writtenAt));
    return new Library(
        snapshot, entries, readings, telling ? snapshot.status() : status, writtenAt);
  }

  /** The rules have been held against what entered. */
  Library considered() {
    return new Library(asset, null, readings, status, writtenAt);
  }

  /** There is one more reason to look. */
  Library stale() {
    return new Library(asset, entered, readings + 1, status, writtenAt);
  }

  Library wrote(String text, Instant endedAt) {
    return new Library(asset, entered, readings, text, endedAt);
  }

  private @Nullable Asset plus(Asset newest) {
    if (entered == null) {
      return newest.galleries().isEmpty() && newest.keywords().isEmpty() ? null : newest;
    }
    return newest.standingIn(
        joined(entered.galleries(), newest.galleries()),
        joined(entered.keywords(), newest.keywords()));
  }

  private static <T> List<T> joined(List<T> before, List<T> after) {
    var all = new ArrayList<>(before);
    all.addAll(after);
    return all;
  }
}
