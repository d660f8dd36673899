package io.proofline.workers.metadata;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.PropertyOptions;
import com.adobe.internal.xmp.options.SerializeOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IPTC's newer form: a packet of XMP, of which what is not replaced stays. */
final class XmpPacket {

  private static final PropertyOptions BAG = new PropertyOptions().setArray(true);
  private static final PropertyOptions SEQUENCE =
      new PropertyOptions().setArray(true).setArrayOrdered(true);

  private XmpPacket() {}

  /**
   * The packet with these texts.
   *
   * @param before null for none; a packet that can't be read is as none
   * @param most a longer one is made anew from these texts alone
   * @return null when these texts alone are too long
   */
  static byte @Nullable [] merge(MetadataEdit metadataEdit, byte @Nullable [] before, int most) {
    try {
      var whole = packet(metadataEdit, parse(before));
      if (whole.length <= most) {
        return whole;
      }
      var anew = packet(metadataEdit, XMPMetaFactory.create());
      return anew.length <= most ? anew : null;
    } catch (XMPException e) {
      throw new IllegalStateException("XMP can't be written: " + e.getMessage(), e);
    }
  }

  private static XMPMeta parse(byte @Nullable [] packet) {
    try {
      return packet == null ? XMPMetaFactory.create() : XMPMetaFactory.parseFromBuffer(packet);
    } catch (XMPException _) {
      return XMPMetaFactory.create();
    }
  }

  private static byte[] packet(MetadataEdit metadataEdit, XMPMeta xmp) throws XMPException {
    for (var text : metadataEdit.fields().entrySet()) {
      var field = IptcField.byName(text.getKey());
      if (field.isPresent() && field.get().namespace != IptcField.XmpNamespace.NONE) {
        set(xmp, field.get(), text.getValue());
      }
    }
    setAll(xmp, IptcField.XmpNamespace.DC.uri, "subject", BAG, metadataEdit.keywords());
    var options = new SerializeOptions().setUseCompactFormat(true).setPadding(0);
    return XMPMetaFactory.serializeToBuffer(xmp, options);
  }

  private static void set(XMPMeta xmp, IptcField field, String text) throws XMPException {
    var uri = field.namespace.uri;
    xmp.deleteProperty(uri, field.property);
    if (text.isEmpty()) {
      return;
    }
    switch (field.valueType) {
      case TEXT -> xmp.setProperty(uri, field.property, text);
      case LOCALIZED -> xmp.setLocalizedText(uri, field.property, null, "x-default", text);
      case SEQUENCE -> setAll(xmp, uri, field.property, SEQUENCE, List.of(text));
      case BAG -> setAll(xmp, uri, field.property, BAG, List.of(text.split("\\s*[,;]\\s*")));
    }
  }

  private static void setAll(
      XMPMeta xmp, String uri, String property, PropertyOptions form, List<String> texts)
      throws XMPException {
    xmp.deleteProperty(uri, property);
    for (String text : texts) {
      xmp.appendArrayItem(uri, property, form, text, null);
    }
  }
}
