package io.proofline.console.picture;

import java.nio.file.Path;
import org.springframework.http.MediaType;

/** The result of asking for a picture. */
sealed interface PictureAnswer {

  /** The picture is in a file. */
  record Found(Path file, MediaType type) implements PictureAnswer {}

  /** There is none: the photograph is unknown, or of a kind without pictures. */
  record Missing() implements PictureAnswer {}

  /** It can't be had now. */
  record NotNow() implements PictureAnswer {}
}
