package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.Presence;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.time.Instant;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lists the assets of a pass: the ids of all files, page by page, and then all galleries; or, for a
 * first pass with a start date, the assets changed since then and those that the rules watch.
 */
final class PassListing {

  private final PhotoShelterClient library;
  private final MediaFilterSupport mediaFilterSupport;
  private final SelectionMembership selectionMembership;
  private final ListingWalk rows;
  private final PollerState pollerState;
  private @Nullable Instant since;
  private final Instant began;
  private final Set<String> listed = new HashSet<>();
  private int pages;
  private boolean allListed;

  /**
   * Starts the listing of a pass.
   *
   * @param begun the cursor of the pass
   */
  PassListing(
      PhotoShelterClient library,
      MediaFilterSupport mediaFilterSupport,
      SelectionMembership selectionMembership,
      ListingWalk rows,
      PollerState pollerState,
      PollCursor begun) {
    this.library = library;
    this.mediaFilterSupport = mediaFilterSupport;
    this.selectionMembership = selectionMembership;
    this.rows = rows;
    this.pollerState = pollerState;
    this.since = begun.getSince();
    this.began = begun.getBeganAt();
  }

  boolean isDone() {
    return allListed && (since != null || rows.isDone());
  }

  /** Whether it lists the whole library; it does too when the API can't list by date. */
  boolean isWholeLibrary() {
    return since == null;
  }

  /** Lists the next page. */
  CallResult<Boolean> runStep(Optional<RulesText> rules) {
    if (allListed) {
      return rows.runStep();
    }
    var from = since;
    return from == null ? listPage() : listChangedSince(from, rules);
  }

  /**
   * The listed assets and, in a pass over the whole library, the known assets that were not listed.
   *
   * @param whole whether to include the assets that the listings show to be unchanged
   */
  NavigableSet<String> assetsToRead(boolean whole) {
    var all = new TreeSet<>(listed);
    if (since == null) {
      if (!whole) {
        all.removeIf(rows::isUnchanged);
      }
      pollerState.assetsWith(Presence.THERE).stream()
          .filter(id -> !listed.contains(id))
          .forEach(all::add);
      all.addAll(pollerState.assetsWith(Presence.TRASHED));
      all.removeIf(this::wasReadSince);
    }
    return all;
  }

  private boolean wasReadSince(String asset) {
    var seen = pollerState.asset(asset);
    if (seen == null || SnapshotDiff.presence(seen) != Presence.THERE) {
      return false;
    }
    var last = seen.getLast();
    return last != null && !last.getReadingBeganAt().isBefore(began);
  }

  String progress() {
    return allListed
        ? "%d files listed, %s".formatted(listed.size(), rows.progress())
        : "%d files listed so far".formatted(listed.size());
  }

  private CallResult<Boolean> listPage() {
    return library
        .listAll(pages + 1)
        .map(idPage -> {
          pages++;
          listed.addAll(idPage.ids());
          allListed = idPage.last();
          return true;
        });
  }

  private CallResult<Boolean> listChangedSince(Instant from, Optional<RulesText> rules) {
    return mediaFilterSupport
        .isSupported()
        .then(supported -> {
          if (!supported) {
            since = null;
            return listPage();
          }
          return library
              .changedBetween(from, began)
              .then(changed ->
                  selectionMembership
                      .selected(rules)
                      .map(selected -> {
                        listed.addAll(changed);
                        listed.addAll(selected);
                        allListed = true;
                        return true;
                      }));
        });
  }
}
