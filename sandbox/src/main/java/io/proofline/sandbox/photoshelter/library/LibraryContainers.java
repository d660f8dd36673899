package io.proofline.sandbox.photoshelter.library;

import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterIds;
import io.proofline.sandbox.photoshelter.library.LibraryChange.CollectionDeleted;
import io.proofline.sandbox.photoshelter.library.LibraryChange.CollectionStored;
import io.proofline.sandbox.photoshelter.library.LibraryChange.GalleryDeleted;
import io.proofline.sandbox.photoshelter.library.LibraryChange.GalleryStored;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds, creates, changes and deletes galleries and collections. Both API versions and the pages
 * use it; they differ only in their requests and responses.
 */
public final class LibraryContainers {
  private static final String PRIVATE = "private";
  private static final Set<String> MODES = Set.of("everyone", "permission", PRIVATE);

  private final LibraryStore libraryStore;
  private final MediaFiles mediaFiles;

  public LibraryContainers(LibraryStore libraryStore, MediaFiles mediaFiles) {
    this.libraryStore = libraryStore;
    this.mediaFiles = mediaFiles;
  }

  public LibraryContainer find(LibraryContainer.Kind kind, String id) {
    return switch (kind) {
      case GALLERY -> libraryStore.gallery(id);
      case COLLECTION -> libraryStore.collection(id);
    };
  }

  /** The first image in it, or in what is below it. */
  public Optional<Media> keyImage(LibraryContainer libraryContainer) {
    return switch (libraryContainer) {
      case Gallery gallery ->
          libraryStore.mediaIn(gallery.id()).stream()
              .filter(file -> file.kind() == Media.Kind.IMAGE)
              .findFirst();
      case MediaCollection collection ->
          Stream.<LibraryContainer>concat(
                  libraryStore.galleriesIn(collection.id()).stream(),
                  libraryStore.collectionsIn(collection.id()).stream())
              .flatMap(child -> keyImage(child).stream())
              .findFirst();
    };
  }

  /** Creates a gallery or a collection that only members see. */
  public LibraryContainer create(
      LibraryContainer.Kind kind,
      String name,
      @Nullable String description,
      @Nullable String parent) {
    return switch (kind) {
      case GALLERY -> createGallery(name, description, parent, PRIVATE);
      case COLLECTION -> createCollection(name, description, parent);
    };
  }

  public Gallery createGallery(
      String name, @Nullable String description, @Nullable String parent, String mode) {
    requireMode(mode);
    synchronized (libraryStore) {
      var parents =
          parent == null ? List.<String>of() : List.of(libraryStore.collection(parent).id());
      var now = libraryStore.now();
      var gallery =
          new Gallery(
              PhotoShelterIds.withPrefix("G0000"),
              requireValidName(name),
              description,
              parents,
              libraryStore.galleriesIn(parent).size() + 1,
              PhotoShelterIds.withPrefix("A0000"),
              true,
              mode,
              now,
              now);
      libraryStore.commit(List.of(new GalleryStored(gallery)));
      return gallery;
    }
  }

  public MediaCollection createCollection(
      String name, @Nullable String description, @Nullable String parent) {
    synchronized (libraryStore) {
      Optional.ofNullable(parent).ifPresent(libraryStore::collection);
      var now = libraryStore.now();
      var collection =
          new MediaCollection(
              PhotoShelterIds.withPrefix("C0000"),
              requireValidName(name),
              description,
              parent,
              libraryStore.collectionsIn(parent).size() + 1,
              PhotoShelterIds.withPrefix("A0000"),
              true,
              PRIVATE,
              now,
              now);
      libraryStore.commit(List.of(new CollectionStored(collection)));
      return collection;
    }
  }

  /** Changes the name, the description or both; an empty value keeps the old one. */
  public LibraryContainer describe(
      LibraryContainer.Kind kind, String id, Optional<String> name, Optional<String> description) {
    return change(
        kind,
        id,
        before ->
            before.withNameAndDescription(
                name.orElse(before.name()),
                description.orElse(before.description()),
                libraryStore.now()));
  }

  /** Sets who sees it in the portal: everyone, permission or private. */
  public LibraryContainer setMode(LibraryContainer.Kind kind, String id, String mode) {
    requireMode(mode);
    return change(kind, id, before -> before.withMode(mode, libraryStore.now()));
  }

  /** Adds a gallery to one more collection. */
  public void addParent(String galleryId, String collectionId) {
    var collection = libraryStore.collection(collectionId).id();
    changeParents(
        galleryId,
        parents -> Stream.concat(parents.stream(), Stream.of(collection)).distinct().toList());
  }

  /** Removes a gallery from a collection; without any it is at the root. */
  public void removeParent(String galleryId, String collectionId) {
    var collection = libraryStore.collection(collectionId).id();
    changeParents(galleryId, parents -> LibraryStore.without(parents, collection));
  }

  /**
   * Deletes a gallery, or a collection with all content that is in no other collection. Files that
   * are in no other gallery move to the trash.
   */
  public void delete(LibraryContainer.Kind kind, String id) {
    synchronized (libraryStore) {
      switch (kind) {
        case GALLERY -> deleteGallery(id);
        case COLLECTION -> deleteCollection(id);
      }
    }
  }

  private void deleteGallery(String id) {
    libraryStore.filesOf(id).keySet().forEach(file -> mediaFiles.removeFromGallery(id, file));
    libraryStore.commit(List.of(new GalleryDeleted(id)));
  }

  private void deleteCollection(String id) {
    libraryStore.collection(id);
    libraryStore.collectionsIn(id).forEach(child -> deleteCollection(child.id()));
    for (var gallery : libraryStore.galleriesIn(id)) {
      if (gallery.parents().size() == 1) {
        deleteGallery(gallery.id());
      } else {
        changeParents(gallery.id(), parents -> LibraryStore.without(parents, id));
      }
    }
    libraryStore.commit(List.of(new CollectionDeleted(id)));
  }

  private void changeParents(String galleryId, UnaryOperator<List<String>> edit) {
    synchronized (libraryStore) {
      var gallery = libraryStore.gallery(galleryId);
      var changed = gallery.withParents(edit.apply(gallery.parents()), libraryStore.now());
      changed.parents().forEach(libraryStore::collection);
      libraryStore.commit(List.of(stored(changed)));
    }
  }

  private LibraryContainer change(
      LibraryContainer.Kind kind, String id, UnaryOperator<LibraryContainer> edit) {
    synchronized (libraryStore) {
      var changed = edit.apply(find(kind, id));
      requireValidName(changed.name());
      libraryStore.commit(List.of(stored(changed)));
      return changed;
    }
  }

  private static LibraryChange stored(LibraryContainer libraryContainer) {
    return switch (libraryContainer) {
      case Gallery gallery -> new GalleryStored(gallery);
      case MediaCollection collection -> new CollectionStored(collection);
    };
  }

  private static String requireValidName(String name) {
    if (name.isBlank() || name.length() > 100) {
      throw PhotoShelterApiException.badRequest("A name has 1 to 100 characters");
    }
    return name;
  }

  private static void requireMode(String mode) {
    if (!MODES.contains(mode)) {
      throw PhotoShelterApiException.badRequest("mode is everyone, permission or private");
    }
  }
}
