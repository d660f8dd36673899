package io.proofline.workers.thumbnail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The sizes of thumbnails. The picture fits into the box and keeps its proportions. */
enum ThumbnailSize {
  /** For grids and rows. */
  SMALL("480x480"),
  /** For the page of one photograph. */
  LARGE("1600x1600");

  private final String box;

  ThumbnailSize(String box) {
    this.box = box;
  }

  /** Width and height in pixels, as PhotoShelter writes them. */
  String box() {
    return box;
  }

  /** The size of this name in lower case; empty if there is none. */
  static Optional<ThumbnailSize> of(String name) {
    return Arrays.stream(values())
        .filter(size -> size.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
