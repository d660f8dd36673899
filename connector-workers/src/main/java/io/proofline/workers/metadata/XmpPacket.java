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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A packet of XMP, IPTC's newer format. It is parsed completely or not at all; properties that are
 * not replaced stay unchanged.
 *
 * <p>Longer than 300 lines because parsing, editing and splitting share the one parsed packet.
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
   * @param extension properties that don't fit into the packet's segment; null for none
   * @param extensionId names the extension within the packet
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Parts(byte[] packet, byte @Nullable [] extension, String extensionId) {}

  static XmpPacket empty() {
    return new XmpPacket(XMPMetaFactory.create());
  }

  /** Parses strictly: nothing is repaired, normalized or moved to another property. */
  static XmpPacket parse(byte[] packet) throws UnreadableMetadataException {
    try {
      return new XmpPacket(XMPMetaFactory.parseFromBuffer(packet, strict()));
    } catch (XMPException | RuntimeException e) {
      throw new UnreadableMetadataException("the XMP packet can't be parsed", e);
    }
  }

  private static ParseOptions strict() {
    return new ParseOptions()
        .setAcceptLatin1(false)
        .setFixControlChars(false)
        .setOmitNormalization(true)
        .setDisallowDoctype(true);
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

  /** The packet's bytes, without a limit of their length. */
  byte[] bytes() {
    return bytes(new SerializeOptions());
  }

  /** Sorted, so that the same properties have the same bytes. */
  private byte[] bytes(SerializeOptions options) {
    try {
      return XMPMetaFactory.serializeToBuffer(
          xmp, options.setUseCompactFormat(true).setPadding(0).setSort(true));
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
    try {
      return split(maxBytes);
    } catch (XMPException e) {
      throw new UnreadableMetadataException("the XMP packet can't be split", e);
    }
  }

  /**
   * Moves properties into an extension, the longest first. The library's own packageForJPEG counts
   * characters instead of bytes and drops thumbnails.
   */
  private Parts split(int maxBytes) throws XMPException, UnreadableMetadataException {
    var standard = new XmpPacket(XMPMetaFactory.parseFromBuffer(bytes(), strict()));
    var extension = XMPMetaFactory.create();
    standard.xmp.setProperty(XMPConst.NS_XMP_NOTE, EXTENSION_ID, "0".repeat(32));
    for (var name : standard.longestFirst()) {
      if (standard.bytes().length <= maxBytes) {
        break;
      }
      copy(standard.xmp, extension, name);
      standard.remove(name);
    }
    var more = new XmpPacket(extension).bytes(new SerializeOptions().setOmitPacketWrapper(true));
    var id = md5(more);
    standard.xmp.setProperty(XMPConst.NS_XMP_NOTE, EXTENSION_ID, id);
    var packet = standard.bytes();
    if (packet.length > maxBytes) {
      throw new UnreadableMetadataException("the XMP packet is too long for a JPEG");
    }
    return new Parts(packet, more, id);
  }

  private List<Name> longestFirst() throws XMPException {
    var lengths = new LinkedHashMap<Name, Integer>();
    for (var name : topLevel()) {
      var alone = XMPMetaFactory.create();
      copy(xmp, alone, name);
      lengths.put(name, new XmpPacket(alone).bytes().length);
    }
    return lengths.entrySet().stream()
        .sorted(Map.Entry.<Name, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The properties that may move; the library can't move older names. */
  private List<Name> topLevel() throws XMPException {
    var names = new ArrayList<Name>();
    var nodes = xmp.iterator(new IteratorOptions().setJustChildren(true));
    while (nodes.hasNext()) {
      var schema = ((XMPPropertyInfo) nodes.next()).getNamespace();
      var children = xmp.iterator(schema, null, new IteratorOptions().setJustChildren(true));
      while (children.hasNext()) {
        var path = ((XMPPropertyInfo) children.next()).getPath();
        if (path != null) {
          names.add(new Name(schema, path.substring(path.indexOf(':') + 1)));
        }
      }
    }
    var registry = XMPMetaFactory.getSchemaRegistry();
    names.removeIf(name ->
        name.uri.equals(XMPConst.NS_XMP_NOTE)
            || registry.resolveAlias(name.uri, name.property) != null);
    return names;
  }

  private static void copy(XMPMeta from, XMPMeta to, Name name) throws XMPException {
    XMPUtils.duplicateSubtree(
        from, to, name.uri, name.property, name.uri, name.property, new PropertyOptions());
  }

  private static String md5(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("MD5").digest(bytes);
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
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
      return old != null && text.equals(old.getValue());
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
