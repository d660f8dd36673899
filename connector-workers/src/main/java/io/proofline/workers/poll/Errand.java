package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollSeen;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Files to be read, and what is then known of their gallery.
 *
 * @param gallery null when they have none in common
 * @param lists whether the files in the gallery are to be listed first
 * @param record null when the gallery was deleted
 */
record Errand(
    @Nullable String gallery, boolean lists, List<String> files, @Nullable PollSeen record) {

  static Errand of(Collection<String> files) {
    return new Errand(null, false, List.copyOf(files), null);
  }

  Errand listed(Collection<String> more) {
    var all = new TreeSet<>(files);
    all.addAll(more);
    return new Errand(gallery, false, List.copyOf(all), record);
  }

  Errand after(int read) {
    return new Errand(gallery, lists, files.subList(read, files.size()), record);
  }
}
