package io.proofline.sandbox.picture;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.PropertyOptions;
import com.adobe.internal.xmp.options.SerializeOptions;
import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes IPTC into a JPEG's XMP; other properties are kept. */
final class XmpPacketWriter {
  private static final String NAME = "http://ns.adobe.com/xap/1.0/\0";
  private static final Set<String> IN_LANGUAGES =
      Set.of("dc:title", "dc:description", "dc:rights", "xmpRights:UsageTerms");

  private static final Set<String> UNORDERED =
      Set.of("dc:subject", "Iptc4xmpCore:Scene", "Iptc4xmpCore:SubjectCode");

  private XmpPacketWriter() {}

  static JpegSegments.Segment segment(byte[] file, IptcMetadata iptcMetadata) {
    try {
      var packet = packet(file);
      for (var field : IptcField.values()) {
        if (!field.xmp().isEmpty()) {
          set(packet, field.xmp(), iptcMetadata.text(field).stream().toList());
        }
      }
      set(packet, "dc:subject", iptcMetadata.keywords());
      var options = new SerializeOptions().setUseCompactFormat(true).setPadding(1);
      return new JpegSegments.Segment(1, NAME, XMPMetaFactory.serializeToBuffer(packet, options));
    } catch (XMPException e) {
      throw new IllegalStateException(e);
    }
  }

  private static XMPMeta packet(byte[] file) throws XMPException {
    var registry = XMPMetaFactory.getSchemaRegistry();
    registry.registerNamespace("http://ns.camerabits.com/photomechanic/1.0/", "photomechanic");
    try {
      var read = ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
      return Optional.ofNullable(read.getFirstDirectoryOfType(XmpDirectory.class))
          .map(XmpDirectory::getXMPMeta)
          .orElseGet(XMPMetaFactory::create);
    } catch (ImageProcessingException | IOException _) { // no picture, so no segment either
      return XMPMetaFactory.create();
    }
  }

  /** Sets a property in the form that the standard gives it; an empty list removes it. */
  private static void set(XMPMeta packet, String path, List<String> values) throws XMPException {
    var colon = path.indexOf(':');
    var space = XMPMetaFactory.getSchemaRegistry().getNamespaceURI(path.substring(0, colon));
    var name = path.substring(colon + 1);
    packet.deleteProperty(space, name);
    for (var value : values) {
      if (IN_LANGUAGES.contains(path)) {
        packet.setLocalizedText(space, name, "", "x-default", value);
      } else if (UNORDERED.contains(path) || path.equals("dc:creator")) {
        packet.appendArrayItem(space, name, list(path), value, null);
      } else {
        packet.setProperty(space, name, value);
      }
    }
  }

  private static PropertyOptions list(String path) {
    return new PropertyOptions().setArray(true).setArrayOrdered(!UNORDERED.contains(path));
  }
}
