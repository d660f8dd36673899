package io.proofline.sandbox.oracle;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the oracle asks the library. Containers go by id, by name, or by path from the root. */
public interface LibraryView {
  /**
   * A file in a gallery that was asked for.
   *
   * @param gallery the gallery's path
   * @param status the text in the field that was asked for
   */
  record GalleryFile(String asset, String fileName, String gallery, Optional<String> status) {}

  /** Whether a file is or was in one of these galleries; deleted galleries go by id and name. */
  boolean wasEverIn(String asset, List<String> galleries);

  /** Whether a file has or had a keyword that one of these matches. */
  boolean everHadKeyword(String asset, List<Pattern> keywords);

  /** The files in these galleries and in all below these collections. */
  List<GalleryFile> filesUnder(List<String> places, String statusField);
}
