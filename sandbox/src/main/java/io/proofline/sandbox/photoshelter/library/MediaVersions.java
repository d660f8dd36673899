package io.proofline.sandbox.photoshelter.library;

import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterIds;
import io.proofline.sandbox.photoshelter.account.RecordStore;
import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.picture.DecodedImage;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a file's content, one of them active. No source documents them: all behaviour is
 * a guess.
 */
public final class MediaVersions {
  /** One version of the content. */
  public record Version(
      String id,
      @Nullable String label,
      @Nullable String note,
      String original,
      long fileSize,
      Instant createdAt) {
    Version described(@Nullable String newLabel, @Nullable String newNote) {
      return new Version(id, newLabel, newNote, original, fileSize, createdAt);
    }
  }

  /** All versions of one file, oldest first. */
  public record History(String id, List<Version> versions, String active) {
    public History {
      versions = List.copyOf(versions);
    }

    Version version(String wanted) {
      return versions.stream()
          .filter(each -> each.id().equals(wanted))
          .findFirst()
          .orElseThrow(() -> PhotoShelterApiException.notFound("Version", wanted));
    }

    History with(UnaryOperator<Stream<Version>> edit) {
      return new History(id, edit.apply(versions.stream()).toList(), active);
    }
  }

  private static final String ID = "V0000";

  private final LibraryStore libraryStore;
  private final MediaFiles mediaFiles;
  private final ContentAddressedStore contentAddressedStore;
  private final RecordStore<History> histories;

  public MediaVersions(
      LibraryStore libraryStore,
      MediaFiles mediaFiles,
      ContentAddressedStore contentAddressedStore,
      RecordStore<History> histories) {
    this.libraryStore = libraryStore;
    this.mediaFiles = mediaFiles;
    this.contentAddressedStore = contentAddressedStore;
    this.histories = histories;
  }

  /** The versions of a file; the upload is the first. */
  public History historyOf(String mediaId) {
    var file = libraryStore.media(mediaId);
    return histories.find(mediaId).orElseGet(() -> initialHistory(file));
  }

  /** Adds a version and makes it active. */
  public synchronized Version add(
      String mediaId, byte[] bytes, @Nullable String label, @Nullable String note) {
    var original = contentAddressedStore.store(bytes);
    var added =
        new Version(
            PhotoShelterIds.withPrefix(ID),
            label,
            note,
            original,
            bytes.length,
            libraryStore.now());
    setActive(
        historyOf(mediaId).with(before -> Stream.concat(before, Stream.of(added))), added.id());
    return added;
  }

  public synchronized Version describe(
      String mediaId, String versionId, @Nullable String label, @Nullable String note) {
    var history = historyOf(mediaId);
    var changed = history.version(versionId).described(label, note);
    histories.save(
        history.with(all -> all.map(each -> each.id().equals(versionId) ? changed : each)));
    return changed;
  }

  public synchronized void activate(String mediaId, String versionId) {
    setActive(historyOf(mediaId), versionId);
  }

  public synchronized void delete(String mediaId, String versionId) {
    var history = historyOf(mediaId);
    if (history.version(versionId).id().equals(history.active())) {
      throw PhotoShelterApiException.badRequest("The active version cannot be deleted");
    }
    histories.save(history.with(all -> all.filter(each -> !each.id().equals(versionId))));
  }

  private void setActive(History history, String active) {
    var version = history.version(active);
    histories.save(new History(history.id(), history.versions(), active));
    var size = DecodedImage.measure(contentAddressedStore.read(version.original()));
    mediaFiles.change(
        history.id(),
        file -> file.withContent(version.original(), version.fileSize(), size, libraryStore.now()));
  }

  private static History initialHistory(Media file) {
    var first =
        new Version(
            ID + file.id().substring(ID.length()),
            null,
            null,
            file.original(),
            file.fileSize(),
            file.createdAt());
    return new History(file.id(), List.of(first), first.id());
  }
}
