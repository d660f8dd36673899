package io.proofline.processor.review;

import io.proofline.processor.review.Asset.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the asset's side in the library.
 *
 * @param asset as last seen, and as our own later writes made it; null until then
 * @param news what the rules were not held against yet; null for nothing
 * @param readings how many reasons there were to read the asset itself
 * @param writes what we wrote since the last reading that can know it
 * @param file what its file is
 */
public record Library(
    @Nullable Asset asset, @Nullable News news, int readings, List<Write> writes, Content file) {

  private static final int MOST_WRITES = 32;

  static final Library UNSEEN = new Library(null, null, 0, List.of(), Content.UNKNOWN);

  public Library {
    writes = List.copyOf(writes);
  }

  /**
   * A snapshot that the rules have not been held against.
   *
   * @param before what was known then; null for nothing
   */
  public record News(@Nullable Asset before) {}

  /**
   * The asset's file.
   *
   * @param version from 1; a further one for each other picture
   * @param judged what it is; null until somebody looked at it whole
   * @param looks how many reasons there were to look at it whole
   * @param looked how many of them were answered
   */
  public record Content(int version, @Nullable Judged judged, int looks, int looked) {

    static final Content UNKNOWN = new Content(1, null, 0, 0);

    boolean isInDoubt() {
      return looks > looked;
    }

    Content doubted() {
      return new Content(version, judged, looks + 1, looked);
    }

    /** What it is, is told; whether it is that still may be in doubt all the same. */
    Content is(Judged file) {
      return new Content(version, file, looks, looked);
    }

    /** A look was answered; those that came up later were not. */
    Content looked(int look) {
      return new Content(version, judged, looks, Math.max(looked, look));
    }

    Content next(Judged file, int number) {
      return new Content(number, file, looks, looked);
    }
  }

  /** Something that we wrote: a reading that began before it ended says nothing about it. */
  public sealed interface Write {

    /** After its last call. */
    Instant endedAt();

    /** The status text. */
    record Status(String text, Instant beganAt, Instant endedAt) implements Write {}

    /** The file lies in a gallery, or no longer. */
    record Membership(Asset.Gallery gallery, boolean inside, Instant endedAt) implements Write {}

    /** Keywords are taken away. */
    record Dropped(List<String> keywords, Instant endedAt) implements Write {
      public Dropped {
        keywords = List.copyOf(keywords);
      }
    }

    /** The asset as it is after this write. */
    default Asset onto(Asset asset) {
      return switch (this) {
        case Status(var text, _, _) -> withStatus(asset, text);
        case Dropped(var keywords, _) ->
            asset.standingIn(
                asset.galleries(),
                asset.keywords().stream().filter(k -> !keywords.contains(k)).toList());
        case Membership(var gallery, var inside, _) -> {
          var others =
              new ArrayList<>(
                  asset.galleries().stream().filter(g -> !g.id().equals(gallery.id())).toList());
          if (inside) {
            others.add(gallery);
          }
          others.sort(Comparator.comparing(Asset.Gallery::id));
          yield asset.standingIn(others, asset.keywords());
        }
      };
    }

    private static Asset withStatus(Asset asset, String text) {
      return new Asset(
          asset.readAt(),
          asset.baseline(),
          asset.fileName(),
          asset.type(),
          asset.galleries(),
          asset.keywords(),
          text,
          asset.details());
    }
  }

  /**
   * A snapshot that is older than the one known says nothing; one that began before a write of ours
   * ended says nothing about that.
   *
   * @param writing a write of ours is under way: what it writes is not read
   */
  Library seen(Asset snapshot, boolean writing) {
    var known = asset;
    if (known != null && !snapshot.readAt().isAfter(known.readAt())) {
      return this;
    }
    var later = writes.stream().filter(w -> !snapshot.readAt().isAfter(w.endedAt())).toList();
    var seen = known == null ? snapshot : snapshot.orAsKnown(known);
    if (writing && known != null) {
      seen = Write.withStatus(seen, Objects.requireNonNullElse(known.status(), ""));
    }
    for (var write : later) {
      seen = write.onto(seen);
    }
    boolean tells = !snapshot.baseline() && news == null;
    return new Library(
        seen, tells ? new News(known) : news, readings, later, doubting(known, seen));
  }

  /** A file whose measures moved, and not by our own writing, may show something else. */
  private Content doubting(@Nullable Asset before, Asset now) {
    if (before == null) {
      return file;
    }
    boolean moved = now.hasMoved(before);
    return moved && now.presence() == Presence.THERE && !isOurWriting(before, now)
        ? file.doubted()
        : file;
  }

  /** Our writing moves the date alone: the picture's measures and the file's size say more. */
  private boolean isOurWriting(Asset before, Asset now) {
    var at = now.details().modifiedAt();
    return at != null
        && !now.hasGrown(before)
        && writes.stream()
            .anyMatch(w ->
                w instanceof Write.Status(_, var began, var ended)
                    && !at.isBefore(began.minusSeconds(1))
                    && !at.isAfter(ended.plusSeconds(1)));
  }

  /** The rules have been held against the news. */
  Library considered() {
    return new Library(asset, null, readings, writes, file);
  }

  /** There is one more reason to look. */
  Library stale() {
    return new Library(asset, news, readings + 1, writes, file);
  }

  Library wrote(Write write) {
    var newest = new ArrayList<>(writes);
    newest.add(write);
    var kept = newest.subList(Math.max(0, newest.size() - MOST_WRITES), newest.size());
    return new Library(asset == null ? null : write.onto(asset), news, readings, kept, file);
  }

  Library with(Content known) {
    return new Library(asset, news, readings, writes, known);
  }

  boolean isThere() {
    return asset != null && asset.presence() == Presence.THERE;
  }

  /** What is known to stand in the status field; null for nothing. */
  @Nullable String status() {
    return asset == null ? null : asset.status();
  }
}
