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
import java.util.Optional;

/** Reads the IPTC that travels inside a file: the IIM block first, XMP where that is silent. */
public final class EmbeddedMetadata {
  private EmbeddedMetadata() {}

  /** What the file says of itself; nothing for a file that carries none or is not a picture. */
  public static Iptc read(byte[] file) {
    try {
      return read(ImageMetadataReader.readMetadata(new ByteArrayInputStream(file)));
    } catch (ImageProcessingException | IOException _) {
      return Iptc.NONE;
    }
  }

  private static Iptc read(Metadata metadata) {
    var xmp = xmp(metadata);
    var iim = Optional.ofNullable(metadata.getFirstDirectoryOfType(IptcDirectory.class));
    var texts = new HashMap<String, String>();
    for (var field : IptcField.values()) {
      iim.flatMap(block -> inIim(block, field))
          .or(() -> inXmp(xmp, field))
          .ifPresent(text -> texts.put(field.label(), text));
    }
    return new Iptc(texts, iim.map(EmbeddedMetadata::keywords).orElse(List.of()));
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

  private static Map<String, String> xmp(Metadata metadata) {
    var properties = new HashMap<String, String>();
    metadata
        .getDirectoriesOfType(XmpDirectory.class)
        .forEach(directory -> properties.putAll(directory.getXmpProperties()));
    return properties;
  }
}
