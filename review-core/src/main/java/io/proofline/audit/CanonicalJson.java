package io.proofline.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form in which entries are hashed and checkpoints are signed: JSON by RFC 8785, with
 * every field present that the first version has, and times in milliseconds since 1970.
 */
public final class CanonicalJson {

  private CanonicalJson() {}

  /** An entry's fields without its hash. */
  public static SortedMap<String, @Nullable Object> fields(AuditEntry entry) {
    var fields = new TreeMap<String, @Nullable Object>();
    fields.put("account", entry.getAccount());
    fields.put("asset_id", entry.getAssetId());
    fields.put("cause", entry.getCause());
    fields.put("command_id", entry.getCommandId());
    fields.put("details", entry.getDetails());
    fields.put("entered_at", millis(entry.getEnteredAt()));
    fields.put("kind", entry.getKind());
    fields.put("new", entry.getNew$());
    fields.put("occurred_at", millis(entry.getOccurredAt()));
    fields.put("old", entry.getOld());
    fields.put("person_id", entry.getPersonId());
    fields.put("previous", entry.getPrevious());
    fields.put("rule", entry.getRule());
    fields.put("rules_version", entry.getRulesVersion());
    fields.put("sequence", entry.getSequence());
    fields.put("source", entry.getSource());
    return fields;
  }

  /** A checkpoint's fields without its signature. */
  public static SortedMap<String, @Nullable Object> fields(AuditCheckpoint checkpoint) {
    var fields = new TreeMap<String, @Nullable Object>();
    fields.put("account", checkpoint.getAccount());
    fields.put("assets", checkpoint.getAssets());
    fields.put("at", millis(checkpoint.getAt()));
    fields.put("entries", checkpoint.getEntries());
    fields.put("key_id", checkpoint.getKeyId());
    fields.put("partition", (long) checkpoint.getPartition());
    fields.put("previous", checkpoint.getPrevious());
    fields.put("running_hash", checkpoint.getRunningHash());
    var partitions = checkpoint.getPartitions();
    putIfSet(fields, "partitions", partitions == null ? null : partitions.longValue());
    putIfSet(fields, "export_id", checkpoint.getExportId());
    putIfSet(fields, "selection", checkpoint.getSelection());
    return fields;
  }

  /** A field of a later version, without which older records have the form that they were given. */
  private static void putIfSet(
      Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  /** The bytes that an entry's hash is computed over. */
  static byte[] bytes(AuditEntry entry) {
    return json(fields(entry)).getBytes(UTF_8);
  }

  /** The bytes that a checkpoint's signature is computed over. */
  static byte[] bytes(AuditCheckpoint checkpoint) {
    return json(fields(checkpoint)).getBytes(UTF_8);
  }

  /** Fields as JSON: texts, whole numbers, null, and maps of those. */
  public static String json(Map<String, ? extends @Nullable Object> fields) {
    var out = new StringBuilder();
    object(out, fields);
    return out.toString();
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private static void value(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Long number -> out.append(number.longValue());
      case String text -> text(out, text);
      case Map<?, ?> map -> object(out, map);
      default ->
          throw new IllegalArgumentException("No canonical form for values of " + value.getClass());
    }
  }

  /** By the names' UTF-16 units, as the RFC asks, which is how Java compares texts. */
  private static void object(StringBuilder out, Map<?, ?> fields) {
    var separator = "{";
    for (var field : new TreeMap<Object, @Nullable Object>(fields).entrySet()) {
      out.append(separator);
      text(out, (String) field.getKey());
      value(out.append(':'), field.getValue());
      separator = ",";
    }
    out.append(fields.isEmpty() ? "{}" : "}");
  }

  private static void text(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(out, text.charAt(i));
    }
    out.append('"');
  }

  private static void character(StringBuilder out, char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
  }
}
