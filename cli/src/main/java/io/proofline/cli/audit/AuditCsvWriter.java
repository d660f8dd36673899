package io.proofline.cli.audit;

import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes an export as CSV for people, with names and comments in place of ids; not verifiable. */
public final class AuditCsvWriter {

  private static final List<String> COLUMNS =
      List.of(
          "asset",
          "entry",
          "decided",
          "entered",
          "what",
          "who",
          "before",
          "after",
          "details",
          "notes",
          "rule",
          "rules version",
          "source",
          "cause",
          "command",
          "hash");

  private final Map<String, Person> people;
  private final Map<String, Comment> notes;

  private AuditCsvWriter(AuditExportData auditExportData) {
    people =
        auditExportData.people().stream()
            .collect(Collectors.toMap(Person::getPersonId, Function.identity()));
    notes =
        auditExportData.notes().stream()
            .collect(Collectors.toMap(Comment::getNoteId, Function.identity()));
  }

  /** Writes the selected entries. */
  public static void write(AuditExportData auditExportData, PrintWriter out) {
    var table = new AuditCsvWriter(auditExportData);
    out.print("# For people. Only an export as JSON can be verified.\r\n");
    out.print(line(COLUMNS.stream()));
    auditExportData.export().entries().stream()
        .filter(auditExportData.export().header().selection()::includes)
        .map(table::line)
        .forEach(out::print);
    out.flush();
  }

  private String line(AuditEntry entry) {
    return line(
        Stream.of(
            entry.getAssetId(),
            Long.toString(entry.getSequence()),
            text(entry.getOccurredAt()),
            text(entry.getEnteredAt()),
            entry.getKind(),
            personName(entry.getPersonId()),
            text(entry.getOld()),
            text(entry.getNew$()),
            details(entry),
            texts(entry),
            text(entry.getRule()),
            text(entry.getRulesVersion()),
            entry.getSource(),
            entry.getCause(),
            text(entry.getCommandId()),
            entry.getHash()));
  }

  private String details(AuditEntry entry) {
    return entry.getDetails().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(detail -> "%s: %s".formatted(detail.getKey(), personName(detail.getValue())))
        .collect(Collectors.joining("; "));
  }

  private String texts(AuditEntry entry) {
    return entry.getDetails().values().stream()
        .map(notes::get)
        .filter(Objects::nonNull)
        .map(note -> note.getText() == null ? "(erased)" : note.getText())
        .collect(Collectors.joining("; "));
  }

  /** The name or address of a known person; any other text unchanged. */
  private String personName(@Nullable String id) {
    if (id == null) {
      return "";
    }
    var person = people.get(id);
    var known = person == null ? null : Stream.of(person.getName(), person.getEmail());
    return known == null ? id : known.filter(text -> text != null).findFirst().orElse(id);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String line(Stream<String> cells) {
    return cells.map(AuditCsvWriter::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  /** Prefixes an apostrophe to a cell that a spreadsheet would evaluate as a formula. */
  private static String cell(String text) {
    boolean isFormula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    var safe = isFormula ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
