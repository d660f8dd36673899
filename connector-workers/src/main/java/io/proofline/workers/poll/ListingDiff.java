package io.proofline.workers.poll;

import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.Presence;
import io.proofline.schemas.avro.SeenKind;
import io.proofline.workers.photoshelter.ListedGallery;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares listings of galleries and of the trash with the stored state. Makes no calls. */
final class ListingDiff {

  private final PollerState pollerState;

  ListingDiff(PollerState pollerState) {
    this.pollerState = pollerState;
  }

  /** The files that were moved into the trash or restored from it. */
  Set<String> trashChanges(Set<String> trash) {
    var moved = pollerState.assetsWith(Presence.TRASHED);
    moved.removeAll(trash);
    pollerState.assetsWith(Presence.THERE).stream().filter(trash::contains).forEach(moved::add);
    return moved;
  }

  /** The ids of the known galleries that are not in the listing. */
  Set<String> deletedGalleries(List<ListedGallery> listed) {
    var deleted = pollerState.galleries();
    listed.forEach(gallery -> deleted.remove(gallery.ref().getId()));
    return deleted;
  }

  /**
   * The files that have to be read because of a gallery; empty when nothing changed.
   *
   * @param watched whether its files are listed in every turn anyway
   */
  Optional<ReadRequest> readRequest(ListedGallery gallery, boolean watched) {
    var id = gallery.ref().getId();
    var before = pollerState.gallery(id);
    var movedFiles =
        pollerState.filesIn(id).stream()
            .filter(file -> isUnderOtherPath(file, gallery, before))
            .sorted()
            .toList();
    boolean lists = !watched && mayHaveChangedMembers(gallery, before);
    return movedFiles.isEmpty() && !lists
        ? Optional.empty()
        : Optional.of(new ReadRequest(id, lists, movedFiles, galleryRecord(gallery)));
  }

  /** Whether a file was read under another path than its gallery has now. */
  private boolean isUnderOtherPath(String file, ListedGallery gallery, @Nullable PollSeen before) {
    var now = gallery.ref();
    if (before != null) {
      return !now.equals(before.getGallery());
    }
    var seen = Objects.requireNonNull(pollerState.asset(file)).getLast();
    return Objects.requireNonNull(seen).getGalleries().stream()
        .filter(ref -> ref.getId().equals(now.getId()))
        .noneMatch(ref -> gallery.parentKnown() ? ref.equals(now) : isNamed(ref, now.getPath()));
  }

  private static boolean isNamed(GalleryRef ref, String name) {
    return ref.getPath().equals(name) || ref.getPath().endsWith("/" + name);
  }

  /**
   * Whether files may have been added or removed. An added and a removed file leave the count
   * unchanged; unless the gallery's date shows it, the full pass finds them.
   */
  private boolean mayHaveChangedMembers(ListedGallery gallery, @Nullable PollSeen before) {
    var count = gallery.count();
    if (count == null) {
      return true;
    }
    boolean differs = count != pollerState.filesIn(gallery.ref().getId()).size();
    return before == null
        ? differs
        : (differs && !count.equals(before.getCount()))
            || !Objects.equals(gallery.modifiedAt(), before.getModifiedAt());
  }

  static PollSeen galleryRecord(ListedGallery gallery) {
    return PollSeen.newBuilder()
        .setKind(SeenKind.CONTAINER)
        .setGallery(gallery.ref())
        .setCount(gallery.count())
        .setModifiedAt(gallery.modifiedAt())
        .build();
  }
}
