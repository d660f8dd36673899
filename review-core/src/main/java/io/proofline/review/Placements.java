package io.proofline.review;

import io.proofline.text.ComparableText;
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
 * The asset's files in the library and their galleries.
 *
 * @param files the asset's own file first, then its finals
 * @param containers ids of galleries and Ziflow folders, by kind and path
 * @param ready paths of ready collections that the asset waited for
 */
public record Placements(
    List<LibraryFile> files, Map<String, String> containers, Set<String> ready) {

  public Placements {
    files = List.copyOf(files);
    containers = Map.copyOf(containers);
    ready = Set.copyOf(ready);
  }

  static Placements of(String assetId) {
    return new Placements(List.of(LibraryFile.of(assetId, null)), Map.of(), Set.of());
  }

  /** The final that was stored for a proof. */
  Optional<LibraryFile> finalOf(String proofId) {
    return files.stream().filter(c -> proofId.equals(c.proofId())).findFirst();
  }

  Placements update(String mediaId, UnaryOperator<LibraryFile> change) {
    var all = files.stream().map(c -> c.mediaId().equals(mediaId) ? change.apply(c) : c).toList();
    return new Placements(all, containers, ready);
  }

  Placements forgetManualRemovals() {
    return new Placements(
        files.stream().map(LibraryFile::forgetManualRemovals).toList(), containers, ready);
  }

  Placements addFinal(String proofId, String mediaId) {
    var all = new ArrayList<>(files);
    all.add(LibraryFile.of(mediaId, proofId));
    return new Placements(all, containers, ready);
  }

  /** The id of a container; null if it has to be ensured first. */
  @Nullable String idOf(ContainerKind containerKind, String path) {
    var key = key(containerKind, path);
    return containers.entrySet().stream()
        .filter(e -> ComparableText.areEqual(e.getKey(), key))
        .map(Map.Entry::getValue)
        .min(String::compareTo)
        .orElse(null);
  }

  Placements recordContainer(ContainerKind containerKind, String path, String id) {
    var all = new TreeMap<>(containers);
    all.put(key(containerKind, path), id);
    return new Placements(files, all, ready);
  }

  /** Forgets a gallery that no longer exists; it is ensured again before its next use. */
  Placements forgetGallery(String galleryId) {
    var all = new TreeMap<>(containers);
    all.values().removeIf(galleryId::equals);
    return new Placements(files.stream().map(c -> c.leave(galleryId)).toList(), all, ready);
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
    return new Placements(files, containers, all);
  }

  private static String key(ContainerKind containerKind, String path) {
    return containerKind + "/" + path;
  }
}
