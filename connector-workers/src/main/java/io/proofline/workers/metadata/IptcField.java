package io.proofline.workers.metadata;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The fields of IPTC, with their dataset in the older format (IIM) and property in XMP. */
enum IptcField {
  TITLE(5, XmpNamespace.DC, "title", XmpValueType.LOCALIZED),
  EDIT_STATUS(7, XmpNamespace.NONE, "", XmpValueType.TEXT),
  URGENCY(10, XmpNamespace.PHOTOSHOP, "Urgency", XmpValueType.TEXT),
  CATEGORY(15, XmpNamespace.PHOTOSHOP, "Category", XmpValueType.TEXT),
  INSTRUCTIONS(40, XmpNamespace.PHOTOSHOP, "Instructions", XmpValueType.TEXT),
  AUTHOR(80, XmpNamespace.DC, "creator", XmpValueType.SEQUENCE),
  POSITION(85, XmpNamespace.PHOTOSHOP, "AuthorsPosition", XmpValueType.TEXT),
  CITY(90, XmpNamespace.PHOTOSHOP, "City", XmpValueType.TEXT),
  LOCATION(92, XmpNamespace.CORE, "Location", XmpValueType.TEXT),
  STATE(95, XmpNamespace.PHOTOSHOP, "State", XmpValueType.TEXT),
  COUNTRY_ISO(100, XmpNamespace.CORE, "CountryCode", XmpValueType.TEXT),
  COUNTRY(101, XmpNamespace.PHOTOSHOP, "Country", XmpValueType.TEXT),
  TRANS_REF(103, XmpNamespace.PHOTOSHOP, "TransmissionReference", XmpValueType.TEXT),
  HEADLINE(105, XmpNamespace.PHOTOSHOP, "Headline", XmpValueType.TEXT),
  CREDIT(110, XmpNamespace.PHOTOSHOP, "Credit", XmpValueType.TEXT),
  SOURCE(115, XmpNamespace.PHOTOSHOP, "Source", XmpValueType.TEXT),
  COPYRIGHT(116, XmpNamespace.DC, "rights", XmpValueType.LOCALIZED),
  CONTACT_INFO(118, XmpNamespace.NONE, "", XmpValueType.TEXT),
  CAPTION(120, XmpNamespace.DC, "description", XmpValueType.LOCALIZED),
  CAPTION_WRITER(122, XmpNamespace.PHOTOSHOP, "CaptionWriter", XmpValueType.TEXT),
  GENRE(0, XmpNamespace.CORE, "IntellectualGenre", XmpValueType.TEXT),
  RIGHTS(0, XmpNamespace.RIGHTS, "UsageTerms", XmpValueType.LOCALIZED),
  SCENE(0, XmpNamespace.CORE, "Scene", XmpValueType.BAG),
  SUBJECT_CODE(0, XmpNamespace.CORE, "SubjectCode", XmpValueType.BAG),
  WEB_STATEMENT(0, XmpNamespace.RIGHTS, "WebStatement", XmpValueType.TEXT);

  /** The dataset of IIM's record 2; 0 for none. */
  final int dataset;

  final XmpNamespace namespace;
  final String property;
  final XmpValueType valueType;

  IptcField(int dataset, XmpNamespace xmpNamespace, String property, XmpValueType xmpValueType) {
    this.dataset = dataset;
    this.namespace = xmpNamespace;
    this.property = property;
    this.valueType = xmpValueType;
  }

  static Optional<IptcField> byName(String name) {
    return Arrays.stream(values())
        .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** The type of a field's value in XMP. */
  enum XmpValueType {
    TEXT,
    LOCALIZED,
    SEQUENCE,
    BAG
  }

  /** The XMP namespaces of the fields. */
  enum XmpNamespace {
    NONE(""),
    DC("http://purl.org/dc/elements/1.1/"),
    PHOTOSHOP("http://ns.adobe.com/photoshop/1.0/"),
    CORE("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
    RIGHTS("http://ns.adobe.com/xap/1.0/rights/");

    final String uri;

    XmpNamespace(String uri) {
      this.uri = uri;
    }
  }
}
