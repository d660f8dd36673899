package io.proofline.workers.poll;

import io.proofline.schemas.avro.Presence;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.GalleryRows;
import io.proofline.workers.photoshelter.RowPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which images are as they were read, by the rows of their galleries: a page of many in place of a
 * call for each. A row is believed when it is the one that showed what was read last; what it does
 * not tell, or tells otherwise, is asked for itself. For one thread.
 */
final class Rows {

  private static final String CUSTOM = "custom:";

  private final GalleryRows library;
  private final Known known;
  private final Supplier<List<String>> asked;
  private final Map<String, String> listed = new HashMap<>();

  /**
   * Of a library.
   *
   * @param asked the fields whose texts are read
   */
  Rows(GalleryRows library, Known known, Supplier<List<String>> asked) {
    this.library = library;
    this.known = known;
    this.asked = asked;
  }

  boolean areAsked() {
    return library.areAsked();
  }

  /** Lists a page of a gallery. */
  CallResult<RowPage> page(String gallery, int page) {
    boolean custom = asked.get().stream().anyMatch(field -> field.startsWith(CUSTOM));
    return library
        .page(gallery, page, custom)
        .map(rows -> {
          listed.putAll(rows.rows());
          return rows;
        });
  }

  /** The row in the last listing; null when none had it. */
  @Nullable String listed(String asset) {
    return listed.get(asset);
  }

  /** The row in the last listing, unless it is the one that showed what was read last. */
  @Nullable String changed(String asset) {
    var row = listed.get(asset);
    return row == null || row.equals(known.row(asset)) ? null : row;
  }

  /** Whether its row was the one that showed what was read last, and is not any more. */
  boolean isEdited(String asset) {
    return known.row(asset) != null && changed(asset) != null;
  }

  /** The asset was edited: what was listed before may be of the state before. */
  void forget(String asset) {
    listed.remove(asset);
  }

  void forgetAll() {
    listed.clear();
  }

  /** An asset was asked for after its row was listed, and is as it was read last. */
  void confirm(String asset) {
    var row = listed.get(asset);
    if (row != null && known.asset(asset) != null) {
      known.showed(asset, row);
    }
  }

  /** Whether the row that was listed last is the one that showed what was read last. */
  boolean isSame(String asset) {
    var before = known.asset(asset);
    var row = listed.get(asset);
    return before != null
        && row != null
        && row.equals(known.row(asset))
        && News.presence(before) == Presence.THERE
        && before.getMissingSince() == null
        && before.getAsked().containsAll(asked.get());
  }

  /**
   * Those of some assets whose rows, listed now, are the same; galleries are listed in which there
   * are more of them than a listing takes pages. Whatever a listing lacks, and be it the answer,
   * leaves an asset to be asked for itself.
   */
  Set<String> sameOf(Collection<String> assets) {
    var same = new HashSet<String>();
    if (areAsked()) {
      var left = new TreeSet<>(assets);
      for (String gallery : largestFirst(assets)) {
        var inside = known.filesIn(gallery);
        if (left.stream().filter(inside::contains).count() > pages(inside.size())) {
          list(gallery, inside.size()).stream()
              .filter(left::contains)
              .filter(this::isSame)
              .forEach(same::add);
          left.removeAll(inside);
        }
      }
    }
    return same;
  }

  /** The images that have a row now; a row of before says nothing. */
  private Set<String> list(String gallery, int files) {
    var found = new HashSet<String>();
    boolean more = true;
    for (int page = 1; more && page <= pages(files) + 1; page++) {
      if (page(gallery, page) instanceof Success<RowPage>(var rows)) {
        found.addAll(rows.rows().keySet());
        more = !rows.last();
      } else {
        more = false;
      }
    }
    return found;
  }

  private List<String> largestFirst(Collection<String> assets) {
    var counts = new HashMap<String, Integer>();
    assets.stream()
        .map(known::asset)
        .filter(Objects::nonNull)
        .flatMap(Known::galleries)
        .forEach(gallery -> counts.merge(gallery, 1, Integer::sum));
    var galleries = new ArrayList<>(counts.keySet());
    galleries.sort(Comparator.<String, Integer>comparing(counts::get).reversed());
    return galleries;
  }

  private static int pages(int files) {
    return Math.ceilDiv(files, GalleryRows.PAGE);
  }
}
