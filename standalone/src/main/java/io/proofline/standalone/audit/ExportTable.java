package io.proofline.standalone.audit;

import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Note;
import io.proofline.schemas.avro.Person;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An export as CSV, with names and notes instead of ids: for people, nobody can verify it. */
public final class ExportTable {

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
          "told by",
          "cause",
          "command",
          "hash");

  private final Map<String, Person> people;
  private final Map<String, Note> notes;

  private ExportTable(Found found) {
    people =
        found.people().stream().collect(Collectors.toMap(Person::getPersonId, Function.identity()));
    notes = found.notes().stream().collect(Collectors.toMap(Note::getNoteId, Function.identity()));
  }

  /** Writes the entries that were asked for. */
  public static void write(Found found, PrintWriter out) {
    var table = new ExportTable(found);
    out.print("# For people. Only an export as JSON can be verified.\r\n");
    out.print(line(COLUMNS.stream()));
    found.export().entries().stream()
        .filter(found.selection()::has)
        .map(table::line)
        .forEach(out::print);
    out.flush();
  }

  private String line(AuditEntry entry) {
    return line(
        Stream.of(
            entry.getAssetId(),
            Long.toString(entry.getSequence()),
            told(entry.getOccurredAt()),
            told(entry.getEnteredAt()),
            entry.getKind(),
            who(entry.getPersonId()),
            told(entry.getOld()),
            told(entry.getNew$()),
            details(entry),
            texts(entry),
            told(entry.getRule()),
            told(entry.getRulesVersion()),
            entry.getSource(),
            entry.getCause(),
            told(entry.getCommandId()),
            entry.getHash()));
  }

  private String details(AuditEntry entry) {
    return entry.getDetails().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(detail -> "%s: %s".formatted(detail.getKey(), who(detail.getValue())))
        .collect(Collectors.joining("; "));
  }

  private String texts(AuditEntry entry) {
    return entry.getDetails().values().stream()
        .map(notes::get)
        .filter(Objects::nonNull)
        .map(note -> note.getText() == null ? "(erased)" : note.getText())
        .collect(Collectors.joining("; "));
  }

  /** A name where it is known whose id it is, else the text as it is. */
  private String who(@Nullable String id) {
    if (id == null) {
      return "";
    }
    var person = people.get(id);
    var known = person == null ? null : Stream.of(person.getName(), person.getEmail());
    return known == null ? id : known.filter(text -> text != null).findFirst().orElse(id);
  }

  private static String told(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String line(Stream<String> cells) {
    return cells.map(ExportTable::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  /** A cell that a table program would take for a formula gets an apostrophe. */
  private static String cell(String text) {
    boolean isFormula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    var safe = isFormula ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
