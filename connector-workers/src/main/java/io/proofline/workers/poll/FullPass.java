package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.Presence;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.photoshelter.GalleryPaths;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Over everything, in small pieces: first the ids, page by page, then the rows of all galleries,
 * then a few assets at a time, in the order of their ids; so the place where it stands can be told,
 * and is on record with what was read. What the rows show to be as it was is not read. What is
 * known and was not listed is read: then it is seen whether it is still there. The first pass is
 * the baseline. Begins also when the rules ask for more than in the last one.
 */
final class FullPass {

  private static final int PIECE = 10;

  private final PhotoShelterClient library;
  private final GalleryPaths paths;
  private final Known known;
  private final Readings readings;
  private final Duration every;
  private final Duration wholeEvery;
  private final InstantSource clock;
  private final Set<String> listed = new HashSet<>();
  private int pages;
  private boolean allListed;
  private @Nullable RowWalk walk;
  private @Nullable NavigableSet<String> left;
  private @Nullable PollCursor cursor;

  FullPass(
      PhotoShelterClient library,
      GalleryPaths paths,
      Known known,
      Readings readings,
      Duration every,
      Duration wholeEvery,
      InstantSource clock) {
    this.library = library;
    this.paths = paths;
    this.known = known;
    this.readings = readings;
    this.every = every;
    this.wholeEvery = wholeEvery;
    this.clock = clock;
  }

  /**
   * The next piece; false when there is nothing to do.
   *
   * @param asked fields that the rules ask about; null without rules
   */
  CallResult<Boolean> piece(@Nullable List<String> asked) {
    var underWay = cursor == null ? begin(asked) : cursor;
    if (underWay == null) {
      return new Done<>(false);
    }
    cursor = underWay;
    var assets = left;
    return assets == null ? list(underWay) : read(assets, underWay);
  }

  private CallResult<Boolean> list(PollCursor underWay) {
    if (!allListed) {
      return list();
    }
    var rows = walk == null ? new RowWalk(library, paths, readings.rows(), known) : walk;
    walk = rows;
    if (!rows.isDone()) {
      return rows.piece();
    }
    left = left(underWay, rows);
    return new Done<>(true);
  }

  /**
   * The cursor of a pass that was broken off, or else of one that is due, with its asked fields.
   */
  private @Nullable PollCursor begin(@Nullable List<String> asked) {
    var last = known.cursor(Known.FULL).orElse(null);
    if (last != null && last.getBeganAt() != null) {
      return last;
    }
    if (last != null && !isDue(last, asked)) {
      return null;
    }
    return PollCursor.newBuilder()
        .setReadUntil(last == null ? Instant.EPOCH : last.getReadUntil())
        .setBaselineDone(last != null)
        .setBeganAt(clock.instant())
        .setAsked(asked)
        .setWholeAt(last == null ? null : last.getWholeAt())
        .build();
  }

  private boolean isDue(PollCursor last, @Nullable List<String> asked) {
    var before = last.getAsked() == null ? List.<String>of() : last.getAsked();
    return !clock.instant().isBefore(last.getReadUntil().plus(every))
        || (asked != null && !before.containsAll(asked));
  }

  private CallResult<Boolean> list() {
    return library
        .everything(pages + 1)
        .map(page -> {
          pages++;
          listed.addAll(page.ids());
          allListed = page.last();
          return true;
        });
  }

  private NavigableSet<String> left(PollCursor underWay, RowWalk rows) {
    var all = new TreeSet<>(listed);
    if (!readsWhole(underWay)) {
      all.removeIf(rows::isSame);
    }
    known.assets(Presence.THERE).stream().filter(id -> !listed.contains(id)).forEach(all::add);
    all.addAll(known.assets(Presence.TRASHED));
    var place = underWay.getPlace();
    return place == null ? all : new TreeSet<>(all.tailSet(place, false));
  }

  /** What rows do not tell is seen by a pass now and then that believes none. */
  private boolean readsWhole(PollCursor underWay) {
    var last = underWay.getWholeAt();
    return last == null || !underWay.getBeganAt().isBefore(last.plus(wholeEvery));
  }

  private CallResult<Boolean> read(NavigableSet<String> assets, PollCursor underWay) {
    var some = assets.stream().limit(PIECE).toList();
    if (some.isEmpty()) {
      end(underWay);
      return new Done<>(true);
    }
    var here = PollCursor.newBuilder(underWay).setPlace(some.getLast()).build();
    return readings
        .read(some, !known.baselineDone(), (chunk, _) -> chunk.cursors.put(Known.FULL, here))
        .map(done -> {
          if (done) {
            some.forEach(assets::remove);
          }
          return done;
        });
  }

  private void end(PollCursor underWay) {
    var began = underWay.getBeganAt();
    var done =
        PollCursor.newBuilder(underWay)
            .setReadUntil(began)
            .setBaselineDone(true)
            .setWholeAt(readsWhole(underWay) ? began : underWay.getWholeAt())
            .setBeganAt(null)
            .setPlace(null)
            .build();
    readings.write(chunk -> {
      chunk.cursors.put(Known.FULL, done);
      if (!known.baselineDone()) {
        chunk.cursors.put(
            Known.CHANGES,
            PollCursor.newBuilder().setReadUntil(began).setBaselineDone(true).build());
      }
    });
    cursor = null;
    left = null;
    walk = null;
    pages = 0;
    allListed = false;
    listed.clear();
    readings.rows().forgetAll();
  }
}
