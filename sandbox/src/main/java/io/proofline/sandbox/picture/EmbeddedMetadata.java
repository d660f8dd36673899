package io.proofline.sandbox.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads and writes the IPTC metadata inside a file. A field is read from the IIM block, or from XMP
 * if the block lacks it, and is written to both, so that readers of either see the same.
 */
public final class EmbeddedMetadata {
  private EmbeddedMetadata() {}

  /** The file's embedded metadata; empty for a file that has none or is not a picture. */
  public static IptcMetadata read(byte[] file) {
    try {
      return read(ImageMetadataReader.readMetadata(new ByteArrayInputStream(file)));
    } catch (ImageProcessingException | IOException _) {
      return IptcMetadata.NONE;
    }
  }

  /**
   * The JPEG with this IPTC in place of its own; a block that is too long for a segment stays
   * unchanged.
   */
  public static byte[] embed(byte[] file, IptcMetadata iptcMetadata) {
    var segments =
        Stream.of(
            XmpPacketWriter.segment(file, iptcMetadata), IimBlockWriter.segment(iptcMetadata));
    return JpegSegments.replace(file, segments.filter(JpegSegments.Segment::fits).toList());
  }

  private static IptcMetadata read(Metadata metadata) {
    var xmp = xmp(metadata);
    var iim = Optional.ofNullable(metadata.getFirstDirectoryOfType(IptcDirectory.class));
    var texts = new HashMap<String, String>();
    for (var field : IptcField.values()) {
      iim.flatMap(block -> inIim(block, field))
          .or(() -> inXmp(xmp, field))
          .ifPresent(text -> texts.put(field.label(), text));
    }
    var words = iim.map(EmbeddedMetadata::keywords).filter(list -> !list.isEmpty());
    return new IptcMetadata(texts, words.orElseGet(() -> subjects(xmp)));
  }

  private static Optional<String> inIim(IptcDirectory block, IptcField field) {
    return field.inIim()
        ? Optional.ofNullable(block.getString(IptcDirectory.TAG_OBJECT_NAME - 5 + field.dataset()))
            .filter(text -> !text.isBlank())
        : Optional.empty();
  }

  private static Optional<String> inXmp(Map<String, String> xmp, IptcField field) {
    return Optional.ofNullable(xmp.get(field.xmp()))
        .or(() -> Optional.ofNullable(xmp.get(field.xmp() + "[1]")));
  }

  private static List<String> keywords(IptcDirectory block) {
    var keywords = block.getKeywords();
    return keywords == null ? List.of() : keywords;
  }

  private static List<String> subjects(Map<String, String> xmp) {
    return IntStream.rangeClosed(1, xmp.size())
        .mapToObj(number -> xmp.get("dc:subject[%d]".formatted(number)))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Map<String, String> xmp(Metadata metadata) {
    var properties = new HashMap<String, String>();
    metadata
        .getDirectoriesOfType(XmpDirectory.class)
        .forEach(directory -> properties.putAll(directory.getXmpProperties()));
    return properties;
  }
}
