package io.proofline.sandbox.photoshelter;

import io.proofline.sandbox.watch.Complaint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is doubled in the library. */
final class LibraryComplaints {
  private final Library library;

  LibraryComplaints(Library library) {
    this.library = library;
  }

  List<Complaint> all() {
    synchronized (library) {
      var parents =
          Stream.concat(
              Stream.<@Nullable String>of((String) null),
              library.collections().stream().map(MediaCollection::id));
      return Stream.concat(
              library.galleries().stream().flatMap(this::uploads),
              parents.toList().stream().flatMap(this::containers))
          .distinct()
          .toList();
    }
  }

  private Stream<Complaint> uploads(Gallery gallery) {
    var files = library.filesOf(gallery.id()).keySet().stream().map(library::media).toList();
    return doubled(files, file -> List.of(file.fileName(), file.original()))
        .map(same ->
            new Complaint(
                "doubled-upload",
                "%d files called %s with the same bytes are in the gallery %s"
                    .formatted(same.size(), same.getFirst().fileName(), gallery.name()),
                same.stream().map(Media::id).toList()));
  }

  private Stream<Complaint> containers(@Nullable String parent) {
    var galleries =
        doubled(library.galleriesIn(parent), Gallery::name)
            .map(same ->
                named(
                    "doubled-gallery",
                    same.getFirst().name(),
                    same.stream().map(Gallery::id).toList()));
    var collections =
        doubled(library.collectionsIn(parent), MediaCollection::name)
            .map(same ->
                named(
                    "doubled-collection",
                    same.getFirst().name(),
                    same.stream().map(MediaCollection::id).toList()));
    return Stream.concat(galleries, collections);
  }

  private static Complaint named(String kind, String name, List<String> ids) {
    return new Complaint(
        kind, "%d of one name, %s, are under one parent".formatted(ids.size(), name), ids);
  }

  private static <T, K> Stream<List<T>> doubled(List<T> all, Function<T, K> key) {
    return all.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(group -> group.size() > 1);
  }
}
