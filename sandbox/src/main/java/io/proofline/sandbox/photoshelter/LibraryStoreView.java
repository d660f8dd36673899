package io.proofline.sandbox.photoshelter;

import io.proofline.sandbox.oracle.LibraryView;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.picture.IptcField;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The oracle's view of the library store, over its current state and its history. */
final class LibraryStoreView implements LibraryView {
  private final LibraryStore libraryStore;

  LibraryStoreView(LibraryStore libraryStore) {
    this.libraryStore = libraryStore;
  }

  @Override
  public boolean wasEverIn(String asset, List<String> galleries) {
    return libraryStore.galleriesEverOf(asset).stream()
        .anyMatch(gallery ->
            galleries.contains(gallery.id())
                || galleries.contains(gallery.name())
                || paths(gallery).anyMatch(galleries::contains));
  }

  @Override
  public boolean everHadKeyword(String asset, List<Pattern> keywords) {
    return libraryStore.keywordsEverOf(asset).stream()
        .anyMatch(word -> keywords.stream().anyMatch(pattern -> pattern.matcher(word).matches()));
  }

  @Override
  public List<GalleryFile> filesUnder(List<String> places, String statusField) {
    var field = IptcField.byLabel(statusField).orElseThrow();
    synchronized (libraryStore) {
      return libraryStore.galleries().stream()
          .filter(gallery -> namesOf(gallery).stream().anyMatch(places::contains))
          .flatMap(gallery ->
              libraryStore.mediaIn(gallery.id()).stream().map(file -> shown(file, gallery, field)))
          .toList();
    }
  }

  private GalleryFile shown(Media file, Gallery gallery, IptcField field) {
    var path = paths(gallery).findFirst().orElse(gallery.name());
    return new GalleryFile(file.id(), file.fileName(), path, file.iptc().text(field));
  }

  /** The ids, names and paths of a gallery and of the collections above it. */
  private Set<String> namesOf(Gallery gallery) {
    var own = Stream.concat(Stream.of(gallery.id(), gallery.name()), paths(gallery));
    var above =
        gallery.parents().stream()
            .flatMap(parent -> libraryStore.ancestors(parent).stream())
            .flatMap(each -> Stream.of(each.id(), each.name(), libraryStore.path(each)));
    return Stream.concat(own, above).collect(Collectors.toSet());
  }

  private Stream<String> paths(Gallery gallery) {
    return libraryStore.paths(gallery).stream();
  }
}
