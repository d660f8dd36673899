package io.proofline.sandbox.photoshelter.library;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** A change of the library, stored as one line of its journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "change")
sealed interface LibraryChange {
  record MediaStored(Media media) implements LibraryChange {}

  record GalleryStored(Gallery gallery) implements LibraryChange {}

  record GalleryDeleted(String id) implements LibraryChange {}

  record CollectionStored(MediaCollection collection) implements LibraryChange {}

  record CollectionDeleted(String id) implements LibraryChange {}

  record FilePut(String gallery, String media, Instant at) implements LibraryChange {}

  record FileTakenOut(String gallery, String media, Instant at) implements LibraryChange {}

  /** Seeded files in a gallery; they are computed again at each start. */
  record Stocked(String gallery, SeededFiles files, Instant at) implements LibraryChange {}

  /** The id of the changed object. */
  default String subjectId() {
    return switch (this) {
      case MediaStored(var media) -> media.id();
      case GalleryStored(var gallery) -> gallery.id();
      case GalleryDeleted(var id) -> id;
      case CollectionStored(var collection) -> collection.id();
      case CollectionDeleted(var id) -> id;
      case FilePut(_, var media, _) -> media;
      case FileTakenOut(_, var media, _) -> media;
      case Stocked(var gallery, _, _) -> gallery;
    };
  }
}
