package io.proofline.sandbox.photoshelter;

import io.proofline.sandbox.oracle.Violation;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds duplicate files, galleries and collections in the library, for the oracle. */
final class DuplicateContentCheck {
  private final LibraryStore libraryStore;

  DuplicateContentCheck(LibraryStore libraryStore) {
    this.libraryStore = libraryStore;
  }

  List<Violation> violations() {
    synchronized (libraryStore) {
      var parents =
          Stream.concat(
              Stream.<@Nullable String>of((String) null),
              libraryStore.collections().stream().map(MediaCollection::id));
      return Stream.concat(
              libraryStore.galleries().stream().flatMap(this::duplicateUploads),
              parents.toList().stream().flatMap(this::duplicateContainers))
          .distinct()
          .toList();
    }
  }

  private Stream<Violation> duplicateUploads(Gallery gallery) {
    var files =
        libraryStore.filesOf(gallery.id()).keySet().stream().map(libraryStore::media).toList();
    return duplicates(files, file -> List.of(file.fileName(), file.original()))
        .map(same ->
            new Violation(
                "doubled-upload",
                "%d files called %s with the same bytes are in the gallery %s"
                    .formatted(same.size(), same.getFirst().fileName(), gallery.name()),
                same.stream().map(Media::id).toList()));
  }

  private Stream<Violation> duplicateContainers(@Nullable String parent) {
    var galleries =
        duplicates(libraryStore.galleriesIn(parent), Gallery::name)
            .map(same ->
                violation(
                    "doubled-gallery",
                    same.getFirst().name(),
                    same.stream().map(Gallery::id).toList()));
    var collections =
        duplicates(libraryStore.collectionsIn(parent), MediaCollection::name)
            .map(same ->
                violation(
                    "doubled-collection",
                    same.getFirst().name(),
                    same.stream().map(MediaCollection::id).toList()));
    return Stream.concat(galleries, collections);
  }

  private static Violation violation(String kind, String name, List<String> ids) {
    return new Violation(
        kind, "%d in one parent have the name %s".formatted(ids.size(), name), ids);
  }

  private static <T, K> Stream<List<T>> duplicates(List<T> all, Function<T, K> key) {
    return all.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(group -> group.size() > 1);
  }
}
