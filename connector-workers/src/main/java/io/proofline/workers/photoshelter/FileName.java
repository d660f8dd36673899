package io.proofline.workers.photoshelter;

import io.proofline.text.ComparableText;
import io.proofline.workers.files.MediaTypes;

/**
 * A file's name in the library. Only the extension of a known file type counts as one: the name
 * "Photo v1.2 final" has none. Pure.
 *
 * @param extension without its dot; empty for none
 */
record FileName(String stem, String extension) {

  static FileName of(String name) {
    int dot = name.lastIndexOf('.');
    var extension = name.substring(dot + 1);
    return dot > 0 && MediaTypes.isExtension(extension)
        ? new FileName(name.substring(0, dot), extension)
        : new FileName(name, "");
  }

  /** Whether a name is this stem with any extension or none, compared as typed texts are. */
  static boolean hasStem(String name, String stem) {
    int dot = name.lastIndexOf('.');
    return ComparableText.areEqual(name, stem)
        || (dot >= 0 && ComparableText.areEqual(name.substring(0, dot), stem));
  }

  /** The name of a new version, with an extension that fits the media type of its bytes. */
  String ofVersion(int version, String mediaType) {
    var usual = MediaTypes.extension(mediaType);
    boolean fits = !extension.isEmpty() && MediaTypes.fits(mediaType, extension);
    var suffix = fits || usual.isEmpty() ? extension : usual;
    return stemOfVersion(version) + (suffix.isEmpty() ? "" : "." + suffix);
  }

  String stemOfVersion(int version) {
    return "%s_v%d".formatted(stem, version);
  }
}
