package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.FileFinal;
import io.proofline.workers.metadata.MetadataEdit;
import io.proofline.workers.photoshelter.ApiAssumptions.MarkerFallback;
import io.proofline.workers.work.FieldTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metadata and galleries of a final: those of its source, the fields that the rules add, and
 * our marker. Pure.
 *
 * @param sourceName file name of the source
 * @param version of the source that the final is
 * @param fields texts of IPTC's and custom fields
 * @param keywords in the name and form of the source's
 * @param keywordsSplit whether the source's keywords were one text that had to be split
 * @param galleries that the final is added to; it is uploaded into the first
 */
record FinalPlan(
    String sourceName,
    int version,
    String marker,
    List<FieldText> fields,
    KeywordList keywords,
    boolean keywordsSplit,
    List<String> galleries) {

  private static final String TRANS_REF = "trans_ref";

  /** The fields that are copied from the source; each file has its own status. */
  private static final List<String> COPIED_FIELDS =
      List.of(
          "title",
          "headline",
          "caption",
          "caption_writer",
          "author",
          "position",
          "credit",
          "source",
          "copyright",
          "rights",
          "web_statement",
          "instructions",
          "contact_info",
          "city",
          "location",
          "state",
          "country",
          "country_iso",
          "category",
          "genre",
          "scene",
          "subject_code",
          "urgency",
          TRANS_REF);

  /** A source as the library returns it. */
  record SourceAsset(Media media, IptcMetadata iptc, List<Gallery> galleries) {}

  static FinalPlan of(
      FileFinal asked, SourceAsset sourceAsset, ApiAssumptions apiAssumptions, String link) {
    var texts = new LinkedHashMap<String, String>();
    for (String name : COPIED_FIELDS) {
      var text = sourceAsset.iptc.field(name);
      if (text != null) {
        texts.put(name, text);
      }
    }
    asked.getFields().stream()
        .filter(field -> !(field.getOnlyIfEmpty() && texts.containsKey(field.getName())))
        .forEach(
            field -> texts.put(field.getName(), fillTemplate(field.getText(), sourceAsset, link)));
    var taken = texts.getOrDefault(TRANS_REF, "");
    if (taken.isBlank()) {
      texts.put(TRANS_REF, asked.getMarker());
    }
    boolean asKeyword = !taken.isBlank() && apiAssumptions.markerElse() == MarkerFallback.KEYWORD;
    return new FinalPlan(
        sourceAsset.media.fileName(),
        asked.getVersion(),
        asked.getMarker(),
        fields(texts),
        keywords(asked, sourceAsset.iptc, apiAssumptions, asKeyword),
        KeywordList.isSplitText(sourceAsset.iptc),
        galleries(asked, sourceAsset));
  }

  /** For a file with embedded metadata. */
  MetadataEdit metadataEdit() {
    return new MetadataEdit(FieldValues.iptc(fields), keywords.words());
  }

  /** The fields whose text differs. */
  List<FieldText> differingFields(FieldValues found) {
    return fields.stream().filter(field -> !found.matches(field)).toList();
  }

  /** The IPTC fields that differ, as a change. */
  Map<String, Object> iptcChange(FieldValues found, ApiAssumptions.KeywordsEncoding reading) {
    var change = new LinkedHashMap<String, Object>(FieldValues.iptc(differingFields(found)));
    if (!keywords.sameAs(KeywordList.of(found.iptc(), reading))) {
      change.putAll(keywords.toIptcChange());
    }
    return change;
  }

  /** The final's name without its extension. */
  String stem() {
    return FileName.of(sourceName).stemOfVersion(version);
  }

  /** The final's name. It keeps the source's extension if that fits the type of its bytes. */
  String fileName(String mediaType) {
    return FileName.of(sourceName).ofVersion(version, mediaType);
  }

  /** What the final lacks because the API can't carry it, for a person. */
  List<String> warnings() {
    var warnings = new ArrayList<String>();
    if (keywordsSplit) {
      warnings.add(
          "PhotoShelter returned the source's keywords as one text, split here at its commas. A"
              + " keyword that itself contains a comma is now several keywords; correct it in"
              + " PhotoShelter");
    }
    if (!keywords.isLossless()) {
      warnings.add(
          "PhotoShelter's API takes keywords as one text, so these keywords with commas may be"
              + " several keywords in the library: %s".formatted(keywords.wordsWithCommas()));
    }
    return warnings;
  }

  private static String fillTemplate(String text, SourceAsset sourceAsset, String link) {
    Function<String, @Nullable String> named =
        name -> name.equals(FieldTemplate.LINK) ? link : sourceAsset.iptc.templateValue(name);
    return new FieldTemplate(text).fill(named);
  }

  private static List<FieldText> fields(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(text -> new FieldText(text.getKey(), text.getValue(), false))
        .toList();
  }

  private static KeywordList keywords(
      FileFinal asked, IptcMetadata source, ApiAssumptions apiAssumptions, boolean withMarker) {
    var kept = KeywordList.of(source, apiAssumptions.keywords()).without(asked.getDropKeywords());
    var words =
        withMarker
            ? Stream.concat(kept.words().stream(), Stream.of(asked.getMarker())).toList()
            : kept.words();
    return new KeywordList(kept.attribute(), kept.asList(), words);
  }

  private static List<String> galleries(FileFinal asked, SourceAsset sourceAsset) {
    var galleries = new ArrayList<>(sourceAsset.galleries.stream().map(Gallery::id).toList());
    galleries.removeAll(asked.getLeaveOut());
    return List.copyOf(galleries);
  }
}
