package io.proofline.sandbox.photoshelter;

import java.util.stream.Stream;

/** Single keywords of a file, as a person adds and removes them. */
final class Keywords {
  private Keywords() {}

  static void add(Library library, String mediaId, String word) {
    library.describe(
        mediaId,
        iptc ->
            iptc.withKeywords(Stream.concat(iptc.keywords().stream(), Stream.of(word)).toList()));
  }

  static void remove(Library library, String mediaId, String word) {
    library.describe(mediaId, iptc -> iptc.withKeywords(Library.without(iptc.keywords(), word)));
  }
}
