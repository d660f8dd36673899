package io.proofline.cli.audit;

import io.proofline.audit.CanonicalJson;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes an export as JSON, one record per line; equal topics give equal bytes. */
public final class AuditJsonWriter {

  private final PrintWriter out;

  private AuditJsonWriter(PrintWriter out) {
    this.out = out;
  }

  /** Writes the whole export. */
  public static void write(AuditExportData auditExportData, PrintWriter out) {
    new AuditJsonWriter(out).write(auditExportData);
    out.flush();
  }

  private void write(AuditExportData auditExportData) {
    var auditExport = auditExportData.export();
    var header = auditExport.header();
    out.print("{\n\"format\":\"%s\",\n".formatted(header.form().word()));
    if (header.form() != Form.FIRST) {
      var id = CanonicalJson.json(Collections.singletonMap("export_id", header.exportId()));
      out.print(id.substring(1, id.length() - 1) + ",\n");
    }
    out.print("\"selection\":%s,\n".formatted(header.selection().json()));
    out.print("\"partitions\":%d,\n".formatted(header.partitions()));
    lines("entries", auditExport.entries(), AuditJsonWriter::fields, ",\n");
    lines("order", orderRows(auditExport.order()), place -> place, ",\n");
    lines("checkpoints", auditExport.checkpoints(), AuditJsonWriter::fields, ",\n");
    lines("people", auditExportData.people(), AuditJsonWriter::fields, ",\n");
    lines("notes", auditExportData.notes(), AuditJsonWriter::fields, "\n");
    out.print("}\n");
  }

  private <T> void lines(
      String name,
      Collection<T> records,
      Function<T, Map<String, @Nullable Object>> fields,
      String end) {
    out.print("\"%s\":[".formatted(name));
    var separator = "\n";
    for (var record : records) {
      out.print(separator);
      out.print(CanonicalJson.json(fields.apply(record)));
      separator = ",\n";
    }
    out.print("]" + end);
  }

  private static Map<String, @Nullable Object> fields(AuditEntry entry) {
    var fields = CanonicalJson.fields(entry);
    fields.put("hash", entry.getHash());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(AuditCheckpoint checkpoint) {
    var fields = CanonicalJson.fields(checkpoint);
    fields.put("signature", checkpoint.getSignature());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Person person) {
    var fields = new TreeMap<String, @Nullable Object>();
    fields.put("person_id", person.getPersonId());
    fields.put("name", person.getName());
    fields.put("email", person.getEmail());
    var erased = person.getErasedAt();
    fields.put("erased_at", erased == null ? null : erased.toEpochMilli());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Comment note) {
    var fields = new TreeMap<String, @Nullable Object>();
    fields.put("note_id", note.getNoteId());
    fields.put("asset_id", note.getAssetId());
    fields.put("person_id", note.getPersonId());
    fields.put("text", note.getText());
    return fields;
  }

  private static List<Map<String, @Nullable Object>> orderRows(
      SortedMap<Integer, List<String>> order) {
    var places = new ArrayList<Map<String, @Nullable Object>>();
    order.forEach((partition, hashes) ->
        hashes.forEach(
            hash -> places.add(Map.of("partition", partition.longValue(), "hash", hash))));
    return places;
  }
}
