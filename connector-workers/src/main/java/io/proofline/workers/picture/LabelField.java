package io.proofline.workers.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A field of IPTC, where the older form (IIM) and the newer one (XMP) keep it. */
enum LabelField {
  TITLE(5, Schema.DC, "title", Form.LOCALIZED),
  EDIT_STATUS(7, Schema.NONE, "", Form.TEXT),
  URGENCY(10, Schema.PHOTOSHOP, "Urgency", Form.TEXT),
  CATEGORY(15, Schema.PHOTOSHOP, "Category", Form.TEXT),
  INSTRUCTIONS(40, Schema.PHOTOSHOP, "Instructions", Form.TEXT),
  AUTHOR(80, Schema.DC, "creator", Form.SEQUENCE),
  POSITION(85, Schema.PHOTOSHOP, "AuthorsPosition", Form.TEXT),
  CITY(90, Schema.PHOTOSHOP, "City", Form.TEXT),
  LOCATION(92, Schema.CORE, "Location", Form.TEXT),
  STATE(95, Schema.PHOTOSHOP, "State", Form.TEXT),
  COUNTRY_ISO(100, Schema.CORE, "CountryCode", Form.TEXT),
  COUNTRY(101, Schema.PHOTOSHOP, "Country", Form.TEXT),
  TRANS_REF(103, Schema.PHOTOSHOP, "TransmissionReference", Form.TEXT),
  HEADLINE(105, Schema.PHOTOSHOP, "Headline", Form.TEXT),
  CREDIT(110, Schema.PHOTOSHOP, "Credit", Form.TEXT),
  SOURCE(115, Schema.PHOTOSHOP, "Source", Form.TEXT),
  COPYRIGHT(116, Schema.DC, "rights", Form.LOCALIZED),
  CONTACT_INFO(118, Schema.NONE, "", Form.TEXT),
  CAPTION(120, Schema.DC, "description", Form.LOCALIZED),
  CAPTION_WRITER(122, Schema.PHOTOSHOP, "CaptionWriter", Form.TEXT),
  GENRE(0, Schema.CORE, "IntellectualGenre", Form.TEXT),
  RIGHTS(0, Schema.RIGHTS, "UsageTerms", Form.LOCALIZED),
  SCENE(0, Schema.CORE, "Scene", Form.BAG),
  SUBJECT_CODE(0, Schema.CORE, "SubjectCode", Form.BAG),
  WEB_STATEMENT(0, Schema.RIGHTS, "WebStatement", Form.TEXT);

  /** The dataset of IIM's record 2; 0 for none. */
  final int dataset;

  final Schema schema;
  final String property;
  final Form form;

  LabelField(int dataset, Schema schema, String property, Form form) {
    this.dataset = dataset;
    this.schema = schema;
    this.property = property;
    this.form = form;
  }

  static Optional<LabelField> named(String name) {
    return Arrays.stream(values())
        .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** How XMP writes a field. */
  enum Form {
    TEXT,
    LOCALIZED,
    SEQUENCE,
    BAG
  }

  /** XMP's names of namespaces. */
  enum Schema {
    NONE(""),
    DC("http://purl.org/dc/elements/1.1/"),
    PHOTOSHOP("http://ns.adobe.com/photoshop/1.0/"),
    CORE("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
    RIGHTS("http://ns.adobe.com/xap/1.0/rights/");

    final String uri;

    Schema(String uri) {
      this.uri = uri;
    }
  }
}
