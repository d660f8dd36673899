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
 * The known state of the asset in the library.
 *
 * @param asset the last snapshot with Proofline's own later writes applied; null before the first
 * @param unevaluated set if the rules have not been evaluated against the snapshot yet; else null
 * @param readsRequested how often a read of the asset was requested
 * @param writes Proofline's own writes that the last snapshot may not show yet
 * @param file the version of the asset's file
 * @param unread requests for an asset that was never read, which are entered into the audit trail
 *     once the library is known to have it; null for none
 */
public record LibraryState(
    @Nullable Asset asset,
    @Nullable UnevaluatedSnapshot unevaluated,
    int readsRequested,
    List<OwnWrite> writes,
    FileVersion file,
    @Nullable List<UnreadRequest> unread) {

  private static final int MOST_UNREAD = 32;

  private static final int MOST_WRITES = 32;

  static final LibraryState UNSEEN =
      new LibraryState(null, null, 0, List.of(), FileVersion.UNKNOWN, null);

  public LibraryState {
    writes = List.copyOf(writes);
    unread = unread == null ? null : List.copyOf(unread);
  }

  /** A request for an asset that was never read. */
  public record UnreadRequest(Fact.Request request, @Nullable Instant occurredAt) {}

  /**
   * A snapshot that the rules have not been evaluated against.
   *
   * @param before the previous snapshot; null if there was none
   */
  public record UnevaluatedSnapshot(@Nullable Asset before) {}

  /**
   * The version of the asset's file.
   *
   * @param version from 1; each new picture is a new version
   * @param judged hashes of the file; null before the first fingerprint or proof
   * @param looks how often a fingerprint was requested
   * @param looked how many of these requests were answered
   */
  public record FileVersion(int version, @Nullable ReviewedFile judged, int looks, int looked) {

    static final FileVersion UNKNOWN = new FileVersion(1, null, 0, 0);

    boolean isInDoubt() {
      return looks > looked;
    }

    FileVersion doubt() {
      return new FileVersion(version, judged, looks + 1, looked);
    }

    /** With the file's hashes; open requests for a fingerprint stay open. */
    FileVersion identifyAs(ReviewedFile file) {
      return new FileVersion(version, file, looks, looked);
    }

    /** After the answer to a request for a fingerprint; later requests stay open. */
    FileVersion looked(int look) {
      return new FileVersion(version, judged, looks, Math.max(looked, look));
    }

    FileVersion nextVersion(ReviewedFile file, int number) {
      return new FileVersion(number, file, looks, looked);
    }
  }

  /** A write by Proofline. A snapshot that began before its end may not show it. */
  public sealed interface OwnWrite {

    /** The time after its last call. */
    Instant endedAt();

    /** The status text was written. */
    record StatusWritten(String text, Instant beganAt, Instant endedAt) implements OwnWrite {}

    /** The file was added to a gallery, or removed from it. */
    record MembershipChanged(Asset.Gallery gallery, boolean inside, Instant endedAt)
        implements OwnWrite {}

    /** Keywords were removed. */
    record KeywordsRemoved(List<String> keywords, Instant endedAt) implements OwnWrite {
      public KeywordsRemoved {
        keywords = List.copyOf(keywords);
      }
    }

    /** The asset after this write. */
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
   * The state after a snapshot. A snapshot older than the known one is ignored; writes that ended
   * after it began are applied to it.
   *
   * @param writing whether a write of the status is unanswered: the status is then not taken over
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
    boolean isNew = !snapshot.baseline() && unevaluated == null;
    return new LibraryState(
        seen,
        isNew ? new UnevaluatedSnapshot(known) : unevaluated,
        readsRequested,
        later,
        doubtIfMoved(known, seen),
        snapshot.presence() == Presence.GONE ? unread : null);
  }

  /** Remembers a request until the asset is read. */
  LibraryState remember(UnreadRequest request) {
    var all = new ArrayList<>(unread == null ? List.<UnreadRequest>of() : unread);
    all.add(request);
    var newest = all.subList(Math.max(0, all.size() - MOST_UNREAD), all.size());
    return new LibraryState(asset, unevaluated, readsRequested, writes, file, newest);
  }

  /** After the remembered requests were entered into the audit trail. */
  LibraryState forgetUnread() {
    return new LibraryState(asset, unevaluated, readsRequested, writes, file, null);
  }

  /** Whether the library was asked for an asset of this id and never had one. */
  boolean isUnknownToLibrary() {
    return unread != null && asset != null && asset.presence() == Presence.GONE;
  }

  /** Requests a fingerprint if the file's date or measures changed, but not by our own write. */
  private FileVersion doubtIfMoved(@Nullable Asset before, Asset now) {
    if (before == null) {
      return file;
    }
    boolean moved = now.mayHaveNewFile(before);
    return moved && now.presence() == Presence.THERE && !isOurWriting(before, now)
        ? file.doubt()
        : file;
  }

  /** Whether only the date changed, at the time of one of our own writes. */
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

  /** After the rules were evaluated. */
  LibraryState markEvaluated() {
    return new LibraryState(asset, null, readsRequested, writes, file, unread);
  }

  /** With one more request to read the asset. */
  LibraryState requestRead() {
    return new LibraryState(asset, unevaluated, readsRequested + 1, writes, file, unread);
  }

  LibraryState recordWrite(OwnWrite ownWrite) {
    var newest = new ArrayList<>(writes);
    newest.add(ownWrite);
    var kept = newest.subList(Math.max(0, newest.size() - MOST_WRITES), newest.size());
    return new LibraryState(
        asset == null ? null : ownWrite.applyTo(asset),
        unevaluated,
        readsRequested,
        kept,
        file,
        unread);
  }

  LibraryState with(FileVersion known) {
    return new LibraryState(asset, unevaluated, readsRequested, writes, known, unread);
  }

  boolean isThere() {
    return asset != null && asset.presence() == Presence.THERE;
  }

  /** The known text of the status field; null for none. */
  @Nullable String status() {
    return asset == null ? null : asset.status();
  }
}
