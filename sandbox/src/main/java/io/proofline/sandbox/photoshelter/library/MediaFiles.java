package io.proofline.sandbox.photoshelter.library;

import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterIds;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.library.LibraryChange.FilePut;
import io.proofline.sandbox.photoshelter.library.LibraryChange.FileTakenOut;
import io.proofline.sandbox.photoshelter.library.LibraryChange.GalleryStored;
import io.proofline.sandbox.photoshelter.library.LibraryChange.MediaStored;
import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.picture.DecodedImage;
import io.proofline.sandbox.picture.EmbeddedMetadata;
import io.proofline.sandbox.picture.IptcMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Changes to files: upload, metadata, membership in galleries, trash. */
public final class MediaFiles {
  private final LibraryStore libraryStore;
  private final PhotoShelterSettings settings;
  private final ContentAddressedStore contentAddressedStore;

  public MediaFiles(
      LibraryStore libraryStore,
      PhotoShelterSettings settings,
      ContentAddressedStore contentAddressedStore) {
    this.libraryStore = libraryStore;
    this.settings = settings;
    this.contentAddressedStore = contentAddressedStore;
  }

  /** Adds a new file; its metadata is read from the file. */
  public Media upload(
      byte[] bytes,
      String fileName,
      String creator,
      boolean searchable,
      Optional<Gallery> gallery) {
    synchronized (libraryStore) {
      var stored = newMedia(bytes, fileName, creator, searchable);
      var changes = new ArrayList<LibraryChange>();
      changes.add(new MediaStored(stored));
      gallery.ifPresent(
          home -> changes.add(new FilePut(home.id(), stored.id(), stored.createdAt())));
      libraryStore.commit(changes);
      return stored;
    }
  }

  private Media newMedia(byte[] bytes, String fileName, String creator, boolean searchable) {
    var picture = DecodedImage.measure(bytes);
    var kind = picture.isPresent() ? Media.Kind.IMAGE : MediaKindDetection.kindOf(fileName);
    var now = libraryStore.now();
    return new Media(
        PhotoShelterIds.withPrefix(kind.prefix()),
        kind,
        fileName,
        contentAddressedStore.store(bytes),
        bytes.length,
        picture.map(size -> size.width).orElse(0),
        picture.map(size -> size.height).orElse(0),
        creator,
        0,
        searchable,
        EmbeddedMetadata.read(bytes),
        false,
        now,
        now,
        null);
  }

  public Media editIptc(String mediaId, UnaryOperator<IptcMetadata> edit) {
    return change(
        mediaId,
        before -> {
          var modified =
              settings.isEnabled(Switch.IPTC_EDIT_MOVES_MODIFIED)
                  ? libraryStore.now()
                  : before.modifiedAt();
          var described = before.withIptc(edit.apply(before.iptc()), modified);
          return settings.isEnabled(Switch.IPTC_EDIT_CHANGES_FILE_SIZE)
              ? described.withFileSize(before.fileSize() + 1)
              : described;
        });
  }

  public Media addKeyword(String mediaId, String word) {
    return editIptc(
        mediaId,
        iptcMetadata ->
            iptcMetadata.withKeywords(
                Stream.concat(iptcMetadata.keywords().stream(), Stream.of(word)).toList()));
  }

  public Media removeKeyword(String mediaId, String word) {
    return editIptc(
        mediaId,
        iptcMetadata ->
            iptcMetadata.withKeywords(LibraryStore.without(iptcMetadata.keywords(), word)));
  }

  public Media change(String mediaId, UnaryOperator<Media> edit) {
    synchronized (libraryStore) {
      var stored = edit.apply(libraryStore.media(mediaId));
      libraryStore.commit(List.of(new MediaStored(stored)));
      return stored;
    }
  }

  /** Adds a file to a gallery; has no effect if the file is already in it. */
  public void addToGallery(String galleryId, String mediaId) {
    synchronized (libraryStore) {
      var gallery = libraryStore.gallery(galleryId);
      var file = libraryStore.media(mediaId);
      if (libraryStore.isInGallery(gallery, file.id())) {
        return;
      }
      var changes = new ArrayList<LibraryChange>();
      changes.add(new FilePut(gallery.id(), file.id(), libraryStore.now()));
      if (settings.isEnabled(Switch.MEMBERSHIP_MOVES_GALLERY_MODIFIED)) {
        changes.add(new GalleryStored(gallery.withModifiedAt(libraryStore.now())));
      }
      libraryStore.commit(changes);
    }
  }

  /** Removes a file from a gallery; a file that leaves its last gallery moves to the trash. */
  public void removeFromGallery(String galleryId, String mediaId) {
    synchronized (libraryStore) {
      var gallery = libraryStore.gallery(galleryId);
      if (!libraryStore.isInGallery(gallery, mediaId)) {
        throw PhotoShelterApiException.notFound("Media", mediaId);
      }
      var changes = new ArrayList<LibraryChange>();
      changes.add(new FileTakenOut(gallery.id(), mediaId, libraryStore.now()));
      if (libraryStore.galleriesOf(mediaId).size() == 1) {
        changes.add(new MediaStored(libraryStore.media(mediaId).withTrashedAt(libraryStore.now())));
      }
      libraryStore.commit(changes);
    }
  }

  /** Moves a file to the trash and out of every gallery. */
  public void trash(String mediaId) {
    synchronized (libraryStore) {
      var file = libraryStore.media(mediaId);
      var now = libraryStore.now();
      var changes = new ArrayList<LibraryChange>();
      libraryStore
          .galleriesOf(mediaId)
          .forEach(home -> changes.add(new FileTakenOut(home.id(), mediaId, now)));
      changes.add(new MediaStored(file.withTrashedAt(now)));
      libraryStore.commit(changes);
    }
  }

  /** Restores a file from the trash, without its former galleries. */
  public Media restore(String mediaId) {
    synchronized (libraryStore) {
      var restored =
          libraryStore
              .findTrashed(mediaId)
              .orElseThrow(() -> PhotoShelterApiException.notFound("Trashed media", mediaId))
              .withTrashedAt(null);
      libraryStore.commit(List.of(new MediaStored(restored)));
      return restored;
    }
  }
}
