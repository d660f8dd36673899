package io.proofline.sandbox.photoshelter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What files had once and have no more: galleries that they left, keywords that they lost. */
final class Past {
  private final Map<String, Set<String>> galleries = new HashMap<>();
  private final Map<String, Set<String>> keywords = new HashMap<>();
  private final Map<String, Gallery> deleted = new HashMap<>();

  void tookOut(String gallery, String file) {
    galleries.computeIfAbsent(file, _ -> new HashSet<>()).add(gallery);
  }

  void described(Media before, Media after) {
    var lost = new HashSet<>(before.iptc().keywords());
    after.iptc().keywords().forEach(lost::remove);
    if (!lost.isEmpty()) {
      keywords.computeIfAbsent(after.id(), _ -> new HashSet<>()).addAll(lost);
    }
  }

  void deleted(Gallery gallery) {
    deleted.put(gallery.id(), gallery);
  }

  Set<String> galleriesOf(String file) {
    return galleries.getOrDefault(file, Set.of());
  }

  Set<String> keywordsOf(String file) {
    return keywords.getOrDefault(file, Set.of());
  }

  @Nullable Gallery deletedGallery(String id) {
    return deleted.get(id);
  }
}
