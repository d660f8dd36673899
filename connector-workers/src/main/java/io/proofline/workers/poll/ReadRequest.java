package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollSeen;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A gallery's files that have to be read, and the record of the gallery that is stored after it.
 *
 * @param gallery the gallery's id; null when the files have no gallery in common
 * @param listFirst whether the gallery's files must be listed before they are read
 * @param galleryRecord null when the gallery was deleted
 */
record ReadRequest(
    @Nullable String gallery,
    boolean listFirst,
    List<String> assetIds,
    @Nullable PollSeen galleryRecord) {

  static ReadRequest of(Collection<String> files) {
    return new ReadRequest(null, false, List.copyOf(files), null);
  }

  ReadRequest withListed(Collection<String> more) {
    var all = new TreeSet<>(assetIds);
    all.addAll(more);
    return new ReadRequest(gallery, false, List.copyOf(all), galleryRecord);
  }

  ReadRequest remainingAfter(int read) {
    return new ReadRequest(
        gallery, listFirst, assetIds.subList(read, assetIds.size()), galleryRecord);
  }
}
