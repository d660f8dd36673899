package io.proofline.review;

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
public record Placements(
    List<LibraryFile> copies, Map<String, String> containers, Set<String> ready) {

  public Placements {
    copies = List.copyOf(copies);
    containers = Map.copyOf(containers);
    ready = Set.copyOf(ready);
  }

  static Placements of(String assetId) {
    return new Placements(List.of(LibraryFile.of(assetId, null)), Map.of(), Set.of());
  }

  /** The final that was filed of a proof. */
  Optional<LibraryFile> finalOf(String proofId) {
    return copies.stream().filter(c -> proofId.equals(c.proofId())).findFirst();
  }

  Placements update(String mediaId, UnaryOperator<LibraryFile> change) {
    var all = copies.stream().map(c -> c.mediaId().equals(mediaId) ? change.apply(c) : c).toList();
    return new Placements(all, containers, ready);
  }

  Placements forgetManualRemovals() {
    return new Placements(
        copies.stream().map(LibraryFile::forgetManualRemovals).toList(), containers, ready);
  }

  Placements addFinal(String proofId, String mediaId) {
    var all = new ArrayList<>(copies);
    all.add(LibraryFile.of(mediaId, proofId));
    return new Placements(all, containers, ready);
  }

  /** The id of a container; null when it has to be ensured. */
  @Nullable String idOf(ContainerKind containerKind, String path) {
    return containers.get(key(containerKind, path));
  }

  Placements recordContainer(ContainerKind containerKind, String path, String id) {
    var all = new TreeMap<>(containers);
    all.put(key(containerKind, path), id);
    return new Placements(copies, all, ready);
  }

  /** There is no such gallery any more: it is ensured again before it is used again. */
  Placements forgetGallery(String galleryId) {
    var all = new TreeMap<>(containers);
    all.values().removeIf(galleryId::equals);
    return new Placements(copies.stream().map(c -> c.leave(galleryId)).toList(), all, ready);
  }

  /** The path of a gallery that was ensured. */
  Optional<String> pathOf(String galleryId) {
    var prefix = key(ContainerKind.GALLERY, "");
    return containers.entrySet().stream()
        .filter(e -> e.getValue().equals(galleryId) && e.getKey().startsWith(prefix))
        .map(e -> e.getKey().substring(prefix.length()))
        .min(String::compareTo);
  }

  Placements setReady(String collection, boolean isReady) {
    var all = new TreeSet<>(ready);
    if (isReady) {
      all.add(collection);
    } else {
      all.remove(collection);
    }
    return new Placements(copies, containers, all);
  }

  private static String key(ContainerKind containerKind, String path) {
    return containerKind + "/" + path;
  }
}
