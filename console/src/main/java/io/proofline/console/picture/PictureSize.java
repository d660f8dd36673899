package io.proofline.console.picture;

import java.util.Locale;

/** The sizes of pictures: in a list, and alone on a page. */
enum PictureSize {
  SMALL,
  LARGE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
