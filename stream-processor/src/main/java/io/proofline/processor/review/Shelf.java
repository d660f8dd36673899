package io.proofline.processor.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the asset's files stand in the library.
 *
 * @param copies the asset's own file first, then the finals that were filed of it
 * @param containers ids of galleries and folders, by kind and path
 * @param ready collections that the asset waits for, and that are ready
 */
public record Shelf(List<Copy> copies, Map<String, String> containers, Set<String> ready) {

  public Shelf {
    copies = List.copyOf(copies);
    containers = Map.copyOf(containers);
    ready = Set.copyOf(ready);
  }

  static Shelf of(String assetId) {
    return new Shelf(List.of(Copy.of(assetId, null)), Map.of(), Set.of());
  }

  /** The final that was filed of a proof. */
  Optional<Copy> finalOf(String proofId) {
    return copies.stream().filter(c -> proofId.equals(c.proofId())).findFirst();
  }

  Shelf changed(String mediaId, UnaryOperator<Copy> change) {
    var all = copies.stream().map(c -> c.mediaId().equals(mediaId) ? change.apply(c) : c).toList();
    return new Shelf(all, containers, ready);
  }

  Shelf forgetting() {
    return new Shelf(copies.stream().map(Copy::forgetting).toList(), containers, ready);
  }

  Shelf filed(String proofId, String mediaId) {
    var all = new ArrayList<>(copies);
    all.add(Copy.of(mediaId, proofId));
    return new Shelf(all, containers, ready);
  }

  /** The id of a container; null when it has to be ensured. */
  @Nullable String idOf(Container container, String path) {
    return containers.get(key(container, path));
  }

  Shelf knowing(Container container, String path, String id) {
    var all = new TreeMap<>(containers);
    all.put(key(container, path), id);
    return new Shelf(copies, all, ready);
  }

  /** There is no such gallery any more: it is ensured again before it is used again. */
  Shelf missing(String galleryId) {
    var all = new TreeMap<>(containers);
    all.values().removeIf(galleryId::equals);
    return new Shelf(copies.stream().map(c -> c.left(galleryId)).toList(), all, ready);
  }

  /** The path of a gallery that was ensured. */
  Optional<String> pathOf(String galleryId) {
    var prefix = key(Container.GALLERY, "");
    return containers.entrySet().stream()
        .filter(e -> e.getValue().equals(galleryId) && e.getKey().startsWith(prefix))
        .map(e -> e.getKey().substring(prefix.length()))
        .min(String::compareTo);
  }

  Shelf flipped(String collection, boolean isReady) {
    var all = new TreeSet<>(ready);
    if (isReady) {
      all.add(collection);
    } else {
      all.remove(collection);
    }
    return new Shelf(copies, containers, all);
  }

  private static String key(Container container, String path) {
    return container + "/" + path;
  }
}
