package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole library, in small steps: first it lists all files, then it reads a few at a time
 * in the order of their ids and stores its place with each batch, so a restart continues there. An
 * asset whose listing is unchanged is not read. A known asset that was not listed is read, to find
 * whether it still exists. The first pass is the baseline; it may begin with the assets changed
 * since a given day, and turns run while it reads the rest. A pass is due after {@link
 * PollSettings#fullEvery}, and when the rules ask for more fields than in the last pass.
 */
final class FullPass {

  private static final int STEP_SIZE = 10;

  private final PollerState pollerState;
  private final AssetReader assetReader;
  private final Function<PollCursor, PassListing> listingFactory;
  private final PollSettings settings;
  private final InstantSource clock;
  private @Nullable PollCursor cursor;
  private @Nullable PassListing list;
  private @Nullable NavigableSet<String> remaining;
  private PassRate passRate;

  /**
   * Continues the stored pass, if one is unfinished.
   *
   * @param lists creates the listing of a pass
   */
  FullPass(
      PollerState pollerState,
      AssetReader assetReader,
      Function<PollCursor, PassListing> lists,
      PollSettings settings,
      InstantSource clock) {
    this.pollerState = pollerState;
    this.assetReader = assetReader;
    this.listingFactory = lists;
    this.settings = settings;
    this.clock = clock;
    this.passRate = new PassRate(settings.passPerMinute(), clock);
  }

  /**
   * Runs the next step; false when there is nothing to do now.
   *
   * @param rules empty when no rules are in force
   */
  CallResult<Boolean> runStep(Optional<RulesText> rules) {
    var underWay =
        cursor == null ? begin(rules.map(RulesText::getAskedFields).orElse(null)) : cursor;
    if (underWay == null) {
      return new Success<>(false);
    }
    cursor = underWay;
    var assets = remaining;
    return assets == null ? list(underWay, rules) : read(assets, underWay);
  }

  /** The progress of the running pass, as text for people; empty between passes. */
  Optional<String> progress() {
    var underWay = cursor;
    if (underWay == null) {
      return Optional.empty();
    }
    var name =
        underWay.getBaselineDone()
            ? "full pass"
            : underWay.getSince() == null
                ? "first pass over the library"
                : "first pass over the changes since " + underWay.getSince();
    return Optional.of(name + ": " + progressDetail());
  }

  private String progressDetail() {
    if (remaining == null) {
      return list == null ? "begins" : list.progress();
    }
    return "%d files left to read%s"
        .formatted(remaining.size(), passRate.remainingTime(remaining.size()));
  }

  /** The cursor of an interrupted pass, or else of one that is due now; null when none is. */
  private @Nullable PollCursor begin(@Nullable List<String> asked) {
    var last = pollerState.cursor(PollerState.FULL_PASS_CURSOR).orElse(null);
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
        .setSince(last == null ? settings.since() : null)
        .build();
  }

  private boolean isDue(PollCursor last, @Nullable List<String> asked) {
    var before = last.getAsked() == null ? List.<String>of() : last.getAsked();
    return !clock.instant().isBefore(last.getReadUntil().plus(settings.fullEvery()))
        || (asked != null && !before.containsAll(asked));
  }

  private CallResult<Boolean> list(PollCursor underWay, Optional<RulesText> rules) {
    var listed = list == null ? listingFactory.apply(underWay) : list;
    list = listed;
    if (!listed.isDone()) {
      return listed.runStep(rules);
    }
    var files = listed.assetsToRead(ignoresListings(underWay));
    var place = underWay.getPlace();
    remaining = place == null ? files : new TreeSet<>(files.tailSet(place, false));
    passRate = new PassRate(settings.passPerMinute(), clock);
    return new Success<>(true);
  }

  /**
   * Whether this pass reads every asset: now and then one must, for edits that no listing shows.
   */
  private boolean ignoresListings(PollCursor underWay) {
    var last = underWay.getWholeAt();
    return last == null || !underWay.getBeganAt().isBefore(last.plus(settings.wholeEvery()));
  }

  private CallResult<Boolean> read(NavigableSet<String> assets, PollCursor underWay) {
    if (assets.isEmpty()) {
      end(underWay);
      return new Success<>(true);
    }
    var some = assets.stream().limit(passRate.permits(STEP_SIZE)).toList();
    if (some.isEmpty()) {
      return new Success<>(false);
    }
    var here = PollCursor.newBuilder(underWay).setPlace(some.getLast()).build();
    var reason = pollerState.baselineDone() ? ReadReason.ROUTINE : ReadReason.BASELINE;
    return assetReader
        .read(some, reason, (batch, _) -> batch.cursors.put(PollerState.FULL_PASS_CURSOR, here))
        .map(done -> {
          if (done) {
            some.forEach(assets::remove);
            passRate.recordReads(some.size());
          }
          return done;
        });
  }

  private void end(PollCursor underWay) {
    boolean whole = list != null && list.isWholeLibrary();
    var next = PollCursor.newBuilder(underWay).setSince(null).setPlace(null);
    if (whole) {
      next.setReadUntil(underWay.getBeganAt())
          .setBaselineDone(true)
          .setWholeAt(ignoresListings(underWay) ? underWay.getBeganAt() : underWay.getWholeAt())
          .setBeganAt(null);
    }
    var after = next.build();
    assetReader.write(batch -> {
      batch.cursors.put(PollerState.FULL_PASS_CURSOR, after);
      if (!pollerState.baselineDone()) {
        batch.cursors.put(
            PollerState.CHANGES_CURSOR,
            PollCursor.newBuilder()
                .setReadUntil(underWay.getBeganAt())
                .setBaselineDone(true)
                .build());
      }
    });
    cursor = null;
    list = null;
    remaining = null;
    assetReader.listings().clear();
  }
}
