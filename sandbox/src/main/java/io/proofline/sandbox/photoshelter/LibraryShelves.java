package io.proofline.sandbox.photoshelter;

import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.watch.Shelves;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers what the oracle asks, from the library as it is and as it was. */
final class LibraryShelves implements Shelves {
  private final Library library;

  LibraryShelves(Library library) {
    this.library = library;
  }

  @Override
  public boolean wasIn(String asset, List<String> galleries) {
    return library.everGalleriesOf(asset).stream()
        .anyMatch(gallery ->
            galleries.contains(gallery.id())
                || galleries.contains(gallery.name())
                || paths(gallery).anyMatch(galleries::contains));
  }

  @Override
  public boolean had(String asset, List<Pattern> keywords) {
    return library.everKeywordsOf(asset).stream()
        .anyMatch(word -> keywords.stream().anyMatch(pattern -> pattern.matcher(word).matches()));
  }

  @Override
  public List<Shown> below(List<String> places, String statusField) {
    var field = IptcField.labelled(statusField).orElseThrow();
    synchronized (library) {
      return library.galleries().stream()
          .filter(gallery -> names(gallery).stream().anyMatch(places::contains))
          .flatMap(gallery ->
              library.mediaIn(gallery.id()).stream().map(file -> shown(file, gallery, field)))
          .toList();
    }
  }

  private Shown shown(Media file, Gallery gallery, IptcField field) {
    var path = paths(gallery).findFirst().orElse(gallery.name());
    return new Shown(file.id(), file.fileName(), path, file.iptc().text(field));
  }

  /** All by which a gallery goes, and all by which the collections above it go. */
  private Set<String> names(Gallery gallery) {
    var own = Stream.concat(Stream.of(gallery.id(), gallery.name()), paths(gallery));
    var above =
        gallery.parents().stream()
            .flatMap(parent -> library.above(parent).stream())
            .flatMap(each -> Stream.of(each.id(), each.name(), library.path(each)));
    return Stream.concat(own, above).collect(Collectors.toSet());
  }

  private Stream<String> paths(Gallery gallery) {
    return library.paths(gallery).stream();
  }
}
