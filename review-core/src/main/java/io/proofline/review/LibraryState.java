package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.Asset.Presence;
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
public record LibraryState(
    @Nullable Asset asset,
    @Nullable UnevaluatedSnapshot news,
    int readings,
    List<OwnWrite> writes,
    FileVersion file) {

  private static final int MOST_WRITES = 32;

  static final LibraryState UNSEEN =
      new LibraryState(null, null, 0, List.of(), FileVersion.UNKNOWN);

  public LibraryState {
    writes = List.copyOf(writes);
  }

  /**
   * A snapshot that the rules have not been held against.
   *
   * @param before what was known then; null for nothing
   */
  public record UnevaluatedSnapshot(@Nullable Asset before) {}

  /**
   * The asset's file.
   *
   * @param version from 1; a further one for each other picture
   * @param judged what it is; null until somebody looked at it whole
   * @param looks how many reasons there were to look at it whole
   * @param looked how many of them were answered
   */
  public record FileVersion(int version, @Nullable ReviewedFile judged, int looks, int looked) {

    static final FileVersion UNKNOWN = new FileVersion(1, null, 0, 0);

    boolean isInDoubt() {
      return looks > looked;
    }

    FileVersion doubt() {
      return new FileVersion(version, judged, looks + 1, looked);
    }

    /** What it is, is told; whether it is that still may be in doubt all the same. */
    FileVersion identifyAs(ReviewedFile file) {
      return new FileVersion(version, file, looks, looked);
    }

    /** A look was answered; those that came up later were not. */
    FileVersion looked(int look) {
      return new FileVersion(version, judged, looks, Math.max(looked, look));
    }

    FileVersion nextVersion(ReviewedFile file, int number) {
      return new FileVersion(number, file, looks, looked);
    }
  }

  /** Something that we wrote: a reading that began before it ended says nothing about it. */
  public sealed interface OwnWrite {

    /** After its last call. */
    Instant endedAt();

    /** The status text. */
    record StatusWritten(String text, Instant beganAt, Instant endedAt) implements OwnWrite {}

    /** The file lies in a gallery, or no longer. */
    record MembershipChanged(Asset.Gallery gallery, boolean inside, Instant endedAt)
        implements OwnWrite {}

    /** Keywords are taken away. */
    record KeywordsRemoved(List<String> keywords, Instant endedAt) implements OwnWrite {
      public KeywordsRemoved {
        keywords = List.copyOf(keywords);
      }
    }

    /** The asset as it is after this write. */
    default Asset applyTo(Asset asset) {
      return switch (this) {
        case StatusWritten(var text, _, _) -> withStatus(asset, text);
        case KeywordsRemoved(var keywords, _) ->
            asset.withPlacement(
                asset.galleries(),
                asset.keywords().stream().filter(k -> !keywords.contains(k)).toList());
        case MembershipChanged(var gallery, var inside, _) -> {
          var others =
              new ArrayList<>(
                  asset.galleries().stream().filter(g -> !g.id().equals(gallery.id())).toList());
          if (inside) {
            others.add(gallery);
          }
          others.sort(Comparator.comparing(Asset.Gallery::id));
          yield asset.withPlacement(others, asset.keywords());
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
  LibraryState recordSnapshot(Asset snapshot, boolean writing) {
    var known = asset;
    if (known != null && !snapshot.readAt().isAfter(known.readAt())) {
      return this;
    }
    var later = writes.stream().filter(w -> !snapshot.readAt().isAfter(w.endedAt())).toList();
    var seen = known == null ? snapshot : snapshot.withLastKnown(known);
    if (writing && known != null) {
      seen = OwnWrite.withStatus(seen, Objects.requireNonNullElse(known.status(), ""));
    }
    for (var ownWrite : later) {
      seen = ownWrite.applyTo(seen);
    }
    boolean tells = !snapshot.baseline() && news == null;
    return new LibraryState(
        seen,
        tells ? new UnevaluatedSnapshot(known) : news,
        readings,
        later,
        doubtIfMoved(known, seen));
  }

  /** A file whose measures moved, and not by our own writing, may show something else. */
  private FileVersion doubtIfMoved(@Nullable Asset before, Asset now) {
    if (before == null) {
      return file;
    }
    boolean moved = now.mayHaveNewFile(before);
    return moved && now.presence() == Presence.THERE && !isOurWriting(before, now)
        ? file.doubt()
        : file;
  }

  /** Our writing moves the date alone: the picture's measures and the file's size say more. */
  private boolean isOurWriting(Asset before, Asset now) {
    var at = now.details().modifiedAt();
    return at != null
        && !now.hasNewMeasures(before)
        && writes.stream()
            .anyMatch(w ->
                w instanceof OwnWrite.StatusWritten(_, var began, var ended)
                    && !at.isBefore(began.minusSeconds(1))
                    && !at.isAfter(ended.plusSeconds(1)));
  }

  /** The rules have been held against the news. */
  LibraryState markEvaluated() {
    return new LibraryState(asset, null, readings, writes, file);
  }

  /** There is one more reason to look. */
  LibraryState requestRead() {
    return new LibraryState(asset, news, readings + 1, writes, file);
  }

  LibraryState recordWrite(OwnWrite ownWrite) {
    var newest = new ArrayList<>(writes);
    newest.add(ownWrite);
    var kept = newest.subList(Math.max(0, newest.size() - MOST_WRITES), newest.size());
    return new LibraryState(
        asset == null ? null : ownWrite.applyTo(asset), news, readings, kept, file);
  }

  LibraryState with(FileVersion known) {
    return new LibraryState(asset, news, readings, writes, known);
  }

  boolean isThere() {
    return asset != null && asset.presence() == Presence.THERE;
  }

  /** What is known to stand in the status field; null for nothing. */
  @Nullable String status() {
    return asset == null ? null : asset.status();
  }
}
