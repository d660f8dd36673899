package io.proofline.sandbox.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A text field of IPTC by the name that PhotoShelter uses, with its dataset in record 2. */
public enum IptcField {
  TITLE(5, "dc:title"),
  EDIT_STATUS(7, "photomechanic:EditStatus"),
  URGENCY(10, "photoshop:Urgency"),
  CATEGORY(15, "photoshop:Category"),
  INSTRUCTIONS(40, "photoshop:Instructions"),
  AUTHOR(80, "dc:creator"),
  POSITION(85, "photoshop:AuthorsPosition"),
  CITY(90, "photoshop:City"),
  LOCATION(92, "Iptc4xmpCore:Location"),
  STATE(95, "photoshop:State"),
  COUNTRY_ISO(100, "Iptc4xmpCore:CountryCode"),
  COUNTRY(101, "photoshop:Country"),
  TRANS_REF(103, "photoshop:TransmissionReference"),
  HEADLINE(105, "photoshop:Headline"),
  CREDIT(110, "photoshop:Credit"),
  SOURCE(115, "photoshop:Source"),
  COPYRIGHT(116, "dc:rights"),
  CONTACT_INFO(118, ""),
  CAPTION(120, "dc:description"),
  CAPTION_WRITER(122, "photoshop:CaptionWriter"),
  GENRE(0, "Iptc4xmpCore:IntellectualGenre"),
  RIGHTS(0, "xmpRights:UsageTerms"),
  SCENE(0, "Iptc4xmpCore:Scene"),
  SUBJECT_CODE(0, "Iptc4xmpCore:SubjectCode"),
  WEB_STATEMENT(0, "xmpRights:WebStatement");

  /** The name of the list of keywords, which is not a text field. */
  public static final String KEYWORDS = "keywords";

  static final int KEYWORDS_DATASET = 25;

  private final int dataset;
  private final String xmp;

  IptcField(int dataset, String xmp) {
    this.dataset = dataset;
    this.xmp = xmp;
  }

  /** The name in paths, bodies and filters, for example {@code edit_status}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<IptcField> byLabel(String label) {
    return Arrays.stream(values()).filter(field -> field.label().equals(label)).findFirst();
  }

  boolean inIim() {
    return dataset > 0;
  }

  int dataset() {
    return dataset;
  }

  String xmp() {
    return xmp;
  }
}
