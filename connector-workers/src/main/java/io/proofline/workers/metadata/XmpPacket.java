package io.proofline.workers.metadata;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.XMPUtils;
import com.adobe.internal.xmp.options.IteratorOptions;
import com.adobe.internal.xmp.options.ParseOptions;
import com.adobe.internal.xmp.options.PropertyOptions;
import com.adobe.internal.xmp.options.SerializeOptions;
import com.adobe.internal.xmp.properties.XMPAliasInfo;
import com.adobe.internal.xmp.properties.XMPPropertyInfo;
import io.proofline.workers.metadata.IptcField.XmpNamespace;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A packet of XMP, IPTC's newer format. It is parsed completely or not at all; properties that are
 * not replaced stay as they were.
 */
final class XmpPacket {

  private static final String EXTENSION_ID = "HasExtendedXMP";
  private static final PropertyOptions BAG = new PropertyOptions().setArray(true);
  private static final PropertyOptions SEQUENCE =
      new PropertyOptions().setArray(true).setArrayOrdered(true);

  private final XMPMeta xmp;

  private XmpPacket(XMPMeta xmp) {
    this.xmp = xmp;
  }

  /**
   * A packet as JPEG stores it.
   *
   * @param extension what doesn't fit into the packet's segment; null for nothing
   * @param extensionId names the extension within the packet
   */
  record Parts(byte[] packet, byte @Nullable [] extension, String extensionId) {}

  static XmpPacket empty() {
    return new XmpPacket(XMPMetaFactory.create());
  }

  /** Parses strictly: nothing is repaired, normalized or moved to another property. */
  static XmpPacket parse(byte[] packet) throws UnreadableMetadataException {
    var strict =
        new ParseOptions()
            .setAcceptLatin1(false)
            .setFixControlChars(false)
            .setOmitNormalization(true)
            .setDisallowDoctype(true);
    try {
      return new XmpPacket(XMPMetaFactory.parseFromBuffer(packet, strict));
    } catch (XMPException | RuntimeException e) {
      throw new UnreadableMetadataException("the XMP packet can't be parsed", e);
    }
  }

  /** The id of the extension that belongs to this packet. */
  Optional<String> extensionId() throws UnreadableMetadataException {
    try {
      return Optional.ofNullable(xmp.getPropertyString(XMPConst.NS_XMP_NOTE, EXTENSION_ID));
    } catch (XMPException e) {
      throw new UnreadableMetadataException("the XMP packet names its extension wrongly", e);
    }
  }

  /** Takes the properties of an extension into this packet. */
  void merge(XmpPacket extension) throws UnreadableMetadataException {
    try {
      XMPUtils.mergeFromJPEG(xmp, extension.xmp);
      xmp.deleteProperty(XMPConst.NS_XMP_NOTE, EXTENSION_ID);
    } catch (XMPException e) {
      throw new UnreadableMetadataException("the XMP extension can't be merged", e);
    }
  }

  /** Refuses older names of replaced properties, which the library can't remove one by one. */
  void refuseAliases(MetadataEdit edit) throws UnreadableMetadataException {
    try {
      for (var name : replacedBy(edit)) {
        for (var alias : aliases(name)) {
          if (hasAlias(alias)) {
            throw new UnreadableMetadataException(
                "the XMP packet has an older name of %s: %s"
                    .formatted(name.property, alias.property));
          }
        }
      }
    } catch (XMPException e) {
      throw new UnreadableMetadataException("the XMP packet can't be iterated", e);
    }
  }

  /** Whether it has a property that an edit replaces. */
  boolean hasAny(MetadataEdit edit) {
    return replacedBy(edit).stream().anyMatch(this::has);
  }

  /** Writes an edit's texts in place of the old ones. */
  void write(MetadataEdit edit) {
    try {
      for (var text : edit.fields().entrySet()) {
        var field = IptcField.byName(text.getKey());
        if (field.isPresent() && field.get().namespace != XmpNamespace.NONE) {
          set(field.get(), text.getValue());
        }
      }
      setAll(XmpNamespace.DC.uri, "subject", BAG, edit.keywords());
    } catch (XMPException e) {
      throw new IllegalStateException("XMP can't be written: " + e.getMessage(), e);
    }
  }

  /** Removes the properties that an edit replaces: they are written elsewhere. */
  void remove(MetadataEdit edit) {
    replacedBy(edit).forEach(this::remove);
  }

  /** The packet's bytes, however long. */
  byte[] bytes() {
    try {
      var options = new SerializeOptions().setUseCompactFormat(true).setPadding(0);
      return XMPMetaFactory.serializeToBuffer(xmp, options);
    } catch (XMPException e) {
      throw new IllegalStateException("XMP can't be written: " + e.getMessage(), e);
    }
  }

  /** The packet's bytes, in two parts if they are longer than a segment. */
  Parts parts(int maxBytes) throws UnreadableMetadataException {
    var whole = bytes();
    if (whole.length <= maxBytes) {
      return new Parts(whole, null, "");
    }
    var packet = new StringBuilder();
    var extension = new StringBuilder();
    var id = new StringBuilder();
    try {
      XMPUtils.packageForJPEG(xmp, packet, extension, id);
    } catch (XMPException | NoSuchAlgorithmException e) {
      throw new UnreadableMetadataException("the XMP packet is too long for a JPEG", e);
    }
    var standard = packet.toString().getBytes(StandardCharsets.UTF_8);
    if (standard.length > maxBytes || extension.isEmpty()) {
      throw new UnreadableMetadataException("the XMP packet is too long for a JPEG");
    }
    return new Parts(
        standard, extension.toString().getBytes(StandardCharsets.UTF_8), id.toString());
  }

  private void set(IptcField field, String text) throws XMPException {
    var uri = field.namespace.uri;
    if (isWritten(field, text)) {
      return;
    }
    remove(new Name(uri, field.property));
    if (text.isEmpty()) {
      return;
    }
    switch (field.valueType) {
      case TEXT -> xmp.setProperty(uri, field.property, text);
      case LOCALIZED -> xmp.setLocalizedText(uri, field.property, null, "x-default", text);
      case SEQUENCE -> setAll(uri, field.property, SEQUENCE, List.of(text));
      case BAG -> setAll(uri, field.property, BAG, List.of(text.split("\\s*[,;]\\s*")));
    }
  }

  /** A text that is unchanged keeps its translations. */
  private boolean isWritten(IptcField field, String text) {
    if (field.valueType != IptcField.XmpValueType.LOCALIZED) {
      return false;
    }
    try {
      var old = xmp.getLocalizedText(field.namespace.uri, field.property, null, "x-default");
      return old != null
          && text.equals(old.getValue());
    } catch (XMPException _) {
      return false;
    }
  }

  private void setAll(String uri, String property, PropertyOptions form, List<String> texts)
      throws XMPException {
    remove(new Name(uri, property));
    for (String text : texts) {
      xmp.appendArrayItem(uri, property, form, text, null);
    }
  }

  /** A top-level property. */
  private record Name(String uri, String property) {}

  private static List<Name> replacedBy(MetadataEdit edit) {
    var names = new ArrayList<>(List.of(new Name(XmpNamespace.DC.uri, "subject")));
    edit.fields().keySet().stream()
        .flatMap(name -> IptcField.byName(name).stream())
        .filter(field -> field.namespace != XmpNamespace.NONE)
        .forEach(field -> names.add(new Name(field.namespace.uri, field.property)));
    return names;
  }

  /** Other names of the same property in older files, such as tiff:Artist for dc:creator. */
  private static List<Name> aliases(Name name) {
    Map<?, ?> all = XMPMetaFactory.getSchemaRegistry().getAliases();
    var names = new ArrayList<Name>();
    for (var alias : all.entrySet()) {
      var actual = (XMPAliasInfo) alias.getValue();
      if (actual.getNamespace().equals(name.uri) && actual.getPropName().equals(name.property)) {
        names.add(name((String) alias.getKey()));
      }
    }
    return names;
  }

  private static Name name(String prefixed) {
    int colon = prefixed.indexOf(':');
    var registry = XMPMetaFactory.getSchemaRegistry();
    var uri = registry.getNamespaceURI(prefixed.substring(0, colon));
    return new Name(uri == null ? "" : uri, prefixed.substring(colon + 1));
  }

  private boolean has(Name name) {
    return xmp.doesPropertyExist(name.uri, name.property);
  }

  private void remove(Name name) {
    xmp.deleteProperty(name.uri, name.property);
  }

  /** The library's look-ups resolve aliases; iterating doesn't. */
  private boolean hasAlias(Name alias) throws XMPException {
    var children = xmp.iterator(alias.uri, null, new IteratorOptions().setJustChildren(true));
    while (children.hasNext()) {
      var path = ((XMPPropertyInfo) children.next()).getPath();
      if (path != null && path.endsWith(":" + alias.property)) {
        return true;
      }
    }
    return false;
  }
}
