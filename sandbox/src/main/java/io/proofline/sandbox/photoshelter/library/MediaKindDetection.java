package io.proofline.sandbox.photoshelter.library;

import java.util.Locale;
import java.util.Set;

/** Detects the kind of a file from its extension, if its bytes cannot be decoded as a picture. */
final class MediaKindDetection {
  private static final Set<String> IMAGES =
      Set.of("jpg", "jpeg", "png", "gif", "tif", "tiff", "psd", "heic", "dng", "svg");

  private static final Set<String> VIDEOS =
      Set.of("mp4", "mov", "avi", "mpg", "m4v", "webm", "ogv");
  private static final Set<String> SOUNDS = Set.of("mp3", "wav", "m4a", "ogg", "aif");

  private MediaKindDetection() {}

  static Media.Kind kindOf(String fileName) {
    var extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (IMAGES.contains(extension)) {
      return Media.Kind.IMAGE;
    }
    if (VIDEOS.contains(extension)) {
      return Media.Kind.VIDEO;
    }
    return SOUNDS.contains(extension) ? Media.Kind.AUDIO : Media.Kind.DOCUMENT;
  }
}
