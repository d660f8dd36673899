package io.proofline.sandbox.oracle;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The oracle's read access to the library. A container is named by its id, its name, or its path
 * from the root.
 */
public interface LibraryView {
  /**
   * A file in one of the requested galleries.
   *
   * @param gallery the gallery's path
   * @param status the text in the requested field
   */
  record GalleryFile(String asset, String fileName, String gallery, Optional<String> status) {}

  /**
   * Whether a file is or was in one of these galleries. Deleted galleries are named by id or name,
   * not by path.
   */
  boolean wasEverIn(String asset, List<String> galleries);

  /** Whether a file has or had a keyword that matches one of these patterns. */
  boolean everHadKeyword(String asset, List<Pattern> keywords);

  /** The files in these galleries and in all galleries below these collections. */
  List<GalleryFile> filesUnder(List<String> places, String statusField);
}
