package io.proofline.sandbox.photoshelter.library;

import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import java.util.List;

/** Fills the library for load tests, in galleries of at most 2,000 files. */
public final class LibrarySeeder {
  private static final String COLLECTION = "Archive";
  private static final int GALLERY_SIZE = 2_000;

  private final LibraryStore libraryStore;
  private final LibraryContainers libraryContainers;
  private final PhotoShelterAccount photoShelterAccount;
  private final List<SeededFiles.Photograph> photographs;

  /**
   * Seeds a library.
   *
   * @param photographs files whose bytes the seeded files share
   */
  public LibrarySeeder(
      LibraryStore libraryStore,
      LibraryContainers libraryContainers,
      PhotoShelterAccount photoShelterAccount,
      List<Media> photographs) {
    this.libraryStore = libraryStore;
    this.libraryContainers = libraryContainers;
    this.photoShelterAccount = photoShelterAccount;
    this.photographs = photographs.stream().map(SeededFiles.Photograph::of).toList();
  }

  /** Adds files until there are that many. */
  public void fillTo(int files) {
    for (var next = libraryStore.size(); next < files; next = libraryStore.size()) {
      var number = next / GALLERY_SIZE;
      var end = Math.min(files, (number + 1) * GALLERY_SIZE);
      libraryStore.addSeededFiles(
          gallery(number), new SeededFiles(next, end, photoShelterAccount.userId(), photographs));
    }
  }

  private Gallery gallery(int number) {
    var name = "%s %04d".formatted(COLLECTION, number + 1);
    var parent = collection().id();
    return libraryStore.galleriesIn(parent).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseGet(() -> libraryContainers.createGallery(name, null, parent, "private"));
  }

  private MediaCollection collection() {
    return libraryStore.collectionsIn(null).stream()
        .filter(each -> each.name().equals(COLLECTION))
        .findFirst()
        .orElseGet(() -> libraryContainers.createCollection(COLLECTION, "For load tests", null));
  }
}
