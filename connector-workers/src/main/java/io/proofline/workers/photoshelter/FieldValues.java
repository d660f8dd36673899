package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.WriteFields;
import io.proofline.text.ComparableText;
import io.proofline.workers.call.LenientJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The texts of a file's IPTC fields and custom fields. Pure. */
record FieldValues(IptcMetadata iptc, CustomFieldValues custom) {

  static final FieldValues NONE = new FieldValues(IptcMetadata.NONE, CustomFieldValues.NONE);
  private static final String CUSTOM = "custom:";

  static boolean includeCustom(List<FieldText> fields) {
    return fields.stream().anyMatch(FieldValues::isCustom);
  }

  static boolean includeIptc(List<FieldText> fields) {
    return !fields.stream().allMatch(FieldValues::isCustom);
  }

  static List<FieldText> onlyCustom(List<FieldText> fields) {
    return fields.stream().filter(FieldValues::isCustom).toList();
  }

  /** Texts by the names of IPTC. */
  static Map<String, String> iptc(List<FieldText> fields) {
    var texts = new LinkedHashMap<String, String>();
    fields.stream()
        .filter(field -> !isCustom(field))
        .forEach(field -> texts.put(field.getName(), field.getText()));
    return texts;
  }

  /** Texts by the ids of custom fields. */
  static Map<String, String> custom(List<FieldText> fields) {
    var texts = new LinkedHashMap<String, String>();
    fields.stream()
        .filter(FieldValues::isCustom)
        .forEach(field -> texts.put(id(field), field.getText()));
    return texts;
  }

  /** False if an existing text must not be replaced. */
  boolean mayWrite(FieldText field) {
    return !field.getOnlyIfEmpty() || text(field) == null;
  }

  /** Whether the file has the field's text. */
  boolean matches(FieldText field) {
    var wanted = field.getText().strip();
    return isCustom(field)
        ? customMatches(id(field), wanted)
        : same(iptc.field(field.getName()), wanted);
  }

  /** The fields after the change: written ones as requested, others with their existing text. */
  WriteFields toWritten(WriteFields asked, List<FieldText> due) {
    return new WriteFields(
        asked.getMediaId(),
        asked.getFields().stream()
            .map(field -> due.contains(field) ? field : withText(field, text(field)))
            .toList());
  }

  /** Open question: whether the option's id reads back as id or as text, and under which key. */
  private boolean customMatches(String id, String wanted) {
    return wanted.isEmpty()
        ? custom.field(id) == null
        : custom.entries().stream()
            .filter(row -> id.equals(LenientJson.text(row, "field_id", "id")))
            .flatMap(JsonNode::valueStream)
            .anyMatch(value -> value.isValueNode() && same(value.asString(), wanted));
  }

  private @Nullable String text(FieldText field) {
    return isCustom(field) ? custom.field(id(field)) : iptc.field(field.getName());
  }

  private static FieldText withText(FieldText field, @Nullable String text) {
    return new FieldText(field.getName(), text == null ? "" : text, field.getOnlyIfEmpty());
  }

  /** Case counts: a field gets the text as the rules have it. */
  private static boolean same(@Nullable String found, String wanted) {
    return ComparableText.nfc((found == null ? "" : found).strip())
        .equals(ComparableText.nfc(wanted));
  }

  private static boolean isCustom(FieldText field) {
    return field.getName().startsWith(CUSTOM);
  }

  private static String id(FieldText field) {
    return field.getName().substring(CUSTOM.length());
  }
}
