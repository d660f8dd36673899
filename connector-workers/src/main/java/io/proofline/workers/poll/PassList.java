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
 * What a pass has to read: lists the ids of all files, page by page, and then the rows of all
 * galleries; or, for a first look since some day, what was changed since and what the rules watch.
 */
final class PassList {

  private final PhotoShelterClient library;
  private final Filters filters;
  private final Memberships memberships;
  private final RowWalk rows;
  private final Known known;
  private @Nullable Instant since;
  private final Instant began;
  private final Set<String> listed = new HashSet<>();
  private int pages;
  private boolean allListed;

  /**
   * Of a library.
   *
   * @param begun the pass that it is for
   */
  PassList(
      PhotoShelterClient library,
      Filters filters,
      Memberships memberships,
      RowWalk rows,
      Known known,
      PollCursor begun) {
    this.library = library;
    this.filters = filters;
    this.memberships = memberships;
    this.rows = rows;
    this.known = known;
    this.since = begun.getSince();
    this.began = begun.getBeganAt();
  }

  boolean isDone() {
    return allListed && (since != null || rows.isDone());
  }

  /** Whether it is of the whole library: also when that does not list by date. */
  boolean isWhole() {
    return since == null;
  }

  /** The next page. */
  CallResult<Boolean> piece(Optional<RulesText> rules) {
    if (allListed) {
      return rows.piece();
    }
    var from = since;
    return from == null ? page() : changedSince(from, rules);
  }

  /**
   * What is to be read: what was listed and, in a pass over everything, what is known and was not.
   *
   * @param whole whether also what the rows show to be as it was
   */
  NavigableSet<String> files(boolean whole) {
    var all = new TreeSet<>(listed);
    if (since == null) {
      if (!whole) {
        all.removeIf(rows::isSame);
      }
      known.assets(Presence.THERE).stream().filter(id -> !listed.contains(id)).forEach(all::add);
      all.addAll(known.assets(Presence.TRASHED));
      all.removeIf(this::wasReadSince);
    }
    return all;
  }

  private boolean wasReadSince(String asset) {
    var seen = known.asset(asset);
    if (seen == null || News.presence(seen) != Presence.THERE) {
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

  private CallResult<Boolean> page() {
    return library
        .everything(pages + 1)
        .map(page -> {
          pages++;
          listed.addAll(page.ids());
          allListed = page.last();
          return true;
        });
  }

  private CallResult<Boolean> changedSince(Instant from, Optional<RulesText> rules) {
    return filters
        .work()
        .then(work -> {
          if (!work) {
            since = null;
            return page();
          }
          return library
              .changedBetween(from, began)
              .then(changed ->
                  memberships
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
