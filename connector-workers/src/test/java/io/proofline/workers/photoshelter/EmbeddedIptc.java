package io.proofline.workers.photoshelter;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.iptc.IptcDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Reads the IPTC texts that are embedded in an uploaded file, as the library does. */
final class EmbeddedIptc {

  private static final Map<Integer, String> NAMES =
      Map.of(
          IptcDirectory.TAG_OBJECT_NAME, "title",
          IptcDirectory.TAG_CAPTION, "caption",
          IptcDirectory.TAG_BY_LINE, "author",
          IptcDirectory.TAG_COPYRIGHT_NOTICE, "copyright",
          IptcDirectory.TAG_CREDIT, "credit",
          IptcDirectory.TAG_CITY, "city",
          IptcDirectory.TAG_ORIGINAL_TRANSMISSION_REFERENCE, "trans_ref",
          IptcDirectory.TAG_SPECIAL_INSTRUCTIONS, "instructions");

  private EmbeddedIptc() {}

  static void read(byte[] file, Map<String, Object> iptc, boolean keywordsAsList) {
    try {
      var read = ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
      for (var directory : read.getDirectoriesOfType(IptcDirectory.class)) {
        NAMES.forEach((tag, name) -> {
          if (directory.containsTag(tag)) {
            iptc.put(name, directory.getString(tag));
          }
        });
        var keywords = directory.getKeywords();
        if (keywords != null) {
          iptc.put(
              "keywords", keywordsAsList ? List.copyOf(keywords) : String.join(", ", keywords));
        }
      }
    } catch (ImageProcessingException e) {
      return; // no embedded texts
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
