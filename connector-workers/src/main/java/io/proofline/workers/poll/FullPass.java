package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.Presence;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
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
 * Over everything, in small pieces: first the ids, page by page, then a few assets at a time, in
 * the order of their ids; so the place where it stands can be told, and is on record with what was
 * read. What is known and was not listed is read as well: then it is seen whether it is still
 * there. The first pass is the baseline. Begins also when the rules ask for more than in the last
 * one.
 */
final class FullPass {

  private static final int PIECE = 10;

  private final PhotoShelterClient library;
  private final Known known;
  private final Readings readings;
  private final Duration every;
  private final InstantSource clock;
  private final Set<String> listed = new HashSet<>();
  private int pages;
  private @Nullable NavigableSet<String> left;
  private @Nullable PollCursor cursor;

  FullPass(
      PhotoShelterClient library,
      Known known,
      Readings readings,
      Duration every,
      InstantSource clock) {
    this.library = library;
    this.known = known;
    this.readings = readings;
    this.every = every;
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
        .build();
  }

  private boolean isDue(PollCursor last, @Nullable List<String> asked) {
    var before = last.getAsked() == null ? List.<String>of() : last.getAsked();
    return !clock.instant().isBefore(last.getReadUntil().plus(every))
        || (asked != null && !before.containsAll(asked));
  }

  private CallResult<Boolean> list(PollCursor underWay) {
    return library
        .everything(pages + 1)
        .map(page -> {
          pages++;
          listed.addAll(page.ids());
          left = page.last() ? left(underWay) : null;
          return true;
        });
  }

  private NavigableSet<String> left(PollCursor underWay) {
    var all = new TreeSet<>(listed);
    all.addAll(known.assets(Presence.THERE));
    all.addAll(known.assets(Presence.TRASHED));
    var place = underWay.getPlace();
    return place == null ? all : new TreeSet<>(all.tailSet(place, false));
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
    pages = 0;
    listed.clear();
  }
}
