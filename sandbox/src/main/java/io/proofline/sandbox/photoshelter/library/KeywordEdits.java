package io.proofline.sandbox.photoshelter.library;

import java.util.stream.Stream;

/** Adds and removes single keywords of a file. */
public final class KeywordEdits {
  private KeywordEdits() {}

  public static void add(LibraryStore libraryStore, String mediaId, String word) {
    libraryStore.editIptc(
        mediaId,
        iptcMetadata ->
            iptcMetadata.withKeywords(
                Stream.concat(iptcMetadata.keywords().stream(), Stream.of(word)).toList()));
  }

  public static void remove(LibraryStore libraryStore, String mediaId, String word) {
    libraryStore.editIptc(
        mediaId,
        iptcMetadata ->
            iptcMetadata.withKeywords(LibraryStore.without(iptcMetadata.keywords(), word)));
  }
}
