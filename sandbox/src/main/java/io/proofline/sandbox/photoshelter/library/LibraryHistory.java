package io.proofline.sandbox.photoshelter.library;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The former galleries and keywords of files. */
final class LibraryHistory {
  private final Map<String, Set<String>> galleries = new HashMap<>();
  private final Map<String, Set<String>> keywords = new HashMap<>();
  private final Map<String, Gallery> recordDeletion = new HashMap<>();

  void recordRemoval(String gallery, String file) {
    galleries.computeIfAbsent(file, _ -> new HashSet<>()).add(gallery);
  }

  void recordLostKeywords(Media before, Media after) {
    var lost = new HashSet<>(before.iptc().keywords());
    after.iptc().keywords().forEach(lost::remove);
    if (!lost.isEmpty()) {
      keywords.computeIfAbsent(after.id(), _ -> new HashSet<>()).addAll(lost);
    }
  }

  void recordDeletion(Gallery gallery) {
    recordDeletion.put(gallery.id(), gallery);
  }

  Set<String> galleriesOf(String file) {
    return galleries.getOrDefault(file, Set.of());
  }

  Set<String> keywordsOf(String file) {
    return keywords.getOrDefault(file, Set.of());
  }

  @Nullable Gallery deletedGallery(String id) {
    return recordDeletion.get(id);
  }
}
