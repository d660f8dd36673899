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

/** What listings say of galleries and of the trash that is not as it was seen. Asks nothing. */
final class Whereabouts {

  private final Known known;

  Whereabouts(Known known) {
    this.known = known;
  }

  /** Files that went into the trash or left it. */
  Set<String> moved(Set<String> trash) {
    var moved = known.assets(Presence.TRASHED);
    moved.removeAll(trash);
    known.assets(Presence.THERE).stream().filter(trash::contains).forEach(moved::add);
    return moved;
  }

  /** The galleries that are known and were not listed. */
  Set<String> deleted(List<ListedGallery> listed) {
    var deleted = known.galleries();
    listed.forEach(gallery -> deleted.remove(gallery.ref().getId()));
    return deleted;
  }

  /**
   * What is to be read because of a gallery, if anything.
   *
   * @param watched its files are listed in every turn
   */
  Optional<Errand> errand(ListedGallery gallery, boolean watched) {
    var id = gallery.ref().getId();
    var before = known.gallery(id);
    var elsewhere =
        known.filesIn(id).stream()
            .filter(file -> isElsewhere(file, gallery, before))
            .sorted()
            .toList();
    boolean lists = !watched && mayHoldOthers(gallery, before);
    return elsewhere.isEmpty() && !lists
        ? Optional.empty()
        : Optional.of(new Errand(id, lists, elsewhere, record(gallery)));
  }

  /** Whether a file was seen under another path than the one where its gallery is now. */
  private boolean isElsewhere(String file, ListedGallery gallery, @Nullable PollSeen before) {
    var now = gallery.ref();
    if (before != null) {
      return !now.equals(before.getGallery());
    }
    var seen = Objects.requireNonNull(known.asset(file)).getLast();
    return Objects.requireNonNull(seen).getGalleries().stream()
        .filter(ref -> ref.getId().equals(now.getId()))
        .noneMatch(ref -> gallery.placed() ? ref.equals(now) : isNamed(ref, now.getPath()));
  }

  private static boolean isNamed(GalleryRef ref, String name) {
    return ref.getPath().equals(name) || ref.getPath().endsWith("/" + name);
  }

  /** Two that changed places leave the count; when no date tells that, the full pass sees them. */
  private boolean mayHoldOthers(ListedGallery gallery, @Nullable PollSeen before) {
    var count = gallery.count();
    if (count == null) {
      return true;
    }
    boolean differs = count != known.filesIn(gallery.ref().getId()).size();
    return before == null
        ? differs
        : (differs && !count.equals(before.getCount()))
            || !Objects.equals(gallery.modifiedAt(), before.getModifiedAt());
  }

  static PollSeen record(ListedGallery gallery) {
    return PollSeen.newBuilder()
        .setKind(SeenKind.CONTAINER)
        .setGallery(gallery.ref())
        .setCount(gallery.count())
        .setModifiedAt(gallery.modifiedAt())
        .build();
  }
}
