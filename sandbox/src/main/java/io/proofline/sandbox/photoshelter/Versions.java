package io.proofline.sandbox.photoshelter;

import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.picture.Picture;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Older and newer bytes of one file, one of them active. All of it is a guess. */
final class Versions {
  /** One state of the bytes. */
  record Version(
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

  /** All states of one file, oldest first. */
  record History(String id, List<Version> versions, String active) {
    History {
      versions = List.copyOf(versions);
    }

    Version version(String wanted) {
      return versions.stream()
          .filter(each -> each.id().equals(wanted))
          .findFirst()
          .orElseThrow(() -> Refused.notFound("Version", wanted));
    }

    History with(UnaryOperator<Stream<Version>> edit) {
      return new History(id, edit.apply(versions.stream()).toList(), active);
    }
  }

  private static final String ID = "V0000";

  private final Library library;
  private final Originals originals;
  private final Register<History> histories;

  Versions(Library library, Originals originals, Register<History> histories) {
    this.library = library;
    this.originals = originals;
    this.histories = histories;
  }

  /** What was uploaded is the first version. */
  History of(String mediaId) {
    var file = library.media(mediaId);
    return histories.find(mediaId).orElseGet(() -> started(file));
  }

  /** A new version is the active one. */
  synchronized Version add(
      String mediaId, byte[] bytes, @Nullable String label, @Nullable String note) {
    var original = originals.store(bytes);
    var added = new Version(Ids.starting(ID), label, note, original, bytes.length, library.now());
    keep(of(mediaId).with(before -> Stream.concat(before, Stream.of(added))), added.id());
    return added;
  }

  synchronized Version describe(
      String mediaId, String versionId, @Nullable String label, @Nullable String note) {
    var history = of(mediaId);
    var changed = history.version(versionId).described(label, note);
    histories.keep(
        history.with(all -> all.map(each -> each.id().equals(versionId) ? changed : each)));
    return changed;
  }

  synchronized void activate(String mediaId, String versionId) {
    keep(of(mediaId), versionId);
  }

  synchronized void delete(String mediaId, String versionId) {
    var history = of(mediaId);
    if (history.version(versionId).id().equals(history.active())) {
      throw Refused.badRequest("The active version cannot be deleted");
    }
    histories.keep(history.with(all -> all.filter(each -> !each.id().equals(versionId))));
  }

  private void keep(History history, String active) {
    var version = history.version(active);
    histories.keep(new History(history.id(), history.versions(), active));
    var size = Picture.measure(originals.read(version.original()));
    library.change(
        history.id(),
        file -> file.holding(version.original(), version.fileSize(), size, library.now()));
  }

  private static History started(Media file) {
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
