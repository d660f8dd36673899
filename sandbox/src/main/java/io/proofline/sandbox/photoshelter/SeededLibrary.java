package io.proofline.sandbox.photoshelter;

import java.util.List;

/** Fills the library for trials under load, in galleries of at most 2,000 files. */
final class SeededLibrary {
  private static final String COLLECTION = "Archive";
  private static final int GALLERY_SIZE = 2_000;

  private final Library library;
  private final Account account;
  private final List<SeededFiles.Photograph> photographs;

  /**
   * @param photographs whose bytes are shared
   */
  SeededLibrary(Library library, Account account, List<Media> photographs) {
    this.library = library;
    this.account = account;
    this.photographs = photographs.stream().map(SeededFiles.Photograph::of).toList();
  }

  /** Adds what is missing to that many files. */
  void fillTo(int files) {
    for (var next = library.size(); next < files; next = library.size()) {
      var number = next / GALLERY_SIZE;
      var end = Math.min(files, (number + 1) * GALLERY_SIZE);
      library.stock(gallery(number), new SeededFiles(next, end, account.userId(), photographs));
    }
  }

  private Gallery gallery(int number) {
    var name = "%s %04d".formatted(COLLECTION, number + 1);
    var parent = collection().id();
    return library.galleriesIn(parent).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseGet(() -> library.createGallery(name, null, parent, "private"));
  }

  private MediaCollection collection() {
    return library.collectionsIn(null).stream()
        .filter(each -> each.name().equals(COLLECTION))
        .findFirst()
        .orElseGet(() -> library.createCollection(COLLECTION, "For trials under load", null));
  }
}
