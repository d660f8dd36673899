package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.FileFinal;
import io.proofline.workers.metadata.MetadataEdit;
import io.proofline.workers.photoshelter.ApiAssumptions.MarkerFallback;
import io.proofline.workers.work.FieldTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a final gets: the texts, keywords and galleries of its source, what the rules say besides,
 * and our marker. Pure.
 *
 * @param sourceName file name of the source
 * @param version of the source that the final is
 * @param fields texts of IPTC's and custom fields
 * @param keywords in the name and form of the source's
 * @param galleries that it lies in, the one that it is uploaded into first
 */
record FinalPlan(
    String sourceName,
    int version,
    String marker,
    List<FieldText> fields,
    KeywordList keywords,
    List<String> galleries) {

  private static final String TRANS_REF = "trans_ref";

  /** The fields that are taken over; the status is each file's own. */
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

  /** Extensions by type of file, and the others that mean the same. */
  private static final Map<String, List<String>> EXTENSIONS =
      Map.ofEntries(
          Map.entry("image/jpeg", List.of("jpg", "jpeg")),
          Map.entry("image/png", List.of("png")),
          Map.entry("image/tiff", List.of("tif", "tiff")),
          Map.entry("image/gif", List.of("gif")),
          Map.entry("image/webp", List.of("webp")),
          Map.entry("image/heic", List.of("heic")),
          Map.entry("image/vnd.adobe.photoshop", List.of("psd")),
          Map.entry("application/pdf", List.of("pdf")),
          Map.entry("video/mp4", List.of("mp4", "m4v")),
          Map.entry("video/quicktime", List.of("mov")),
          Map.entry("audio/mpeg", List.of("mp3")));

  /** What the library says of a source. */
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
        galleries(asked, sourceAsset));
  }

  /** For a file that can take its texts along. */
  MetadataEdit metadataEdit() {
    return new MetadataEdit(FieldValues.iptc(fields), keywords.words());
  }

  /** The fields that say otherwise there. */
  List<FieldText> differingFields(FieldValues found) {
    return fields.stream().filter(field -> !found.matches(field)).toList();
  }

  /** What of IPTC says otherwise there, as a change. */
  Map<String, Object> iptcChange(FieldValues found, ApiAssumptions.KeywordsEncoding reading) {
    var change = new LinkedHashMap<String, Object>(FieldValues.iptc(differingFields(found)));
    if (!keywords.sameAs(KeywordList.of(found.iptc(), reading))) {
      change.putAll(keywords.toIptcChange());
    }
    return change;
  }

  /** The final's name but for its extension. */
  String stem() {
    return "%s_v%d".formatted(sourceName.replaceFirst("(?<=.)\\.[^.]*$", ""), version);
  }

  /** The final's name; the source's extension is kept where it fits the type. */
  String fileName(String mediaType) {
    var own = sourceName.replaceFirst("^.*?(\\.[^.]*)?$", "$1").replace(".", "");
    var fitting = EXTENSIONS.get(mediaType.replaceFirst(";.*", "").strip());
    var extension =
        fitting == null || fitting.contains(own.toLowerCase(Locale.ROOT))
            ? own
            : fitting.getFirst();
    return extension.isEmpty() ? stem() : stem() + "." + extension;
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
