package io.proofline.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.audit.AuditExport;
import io.proofline.audit.AuditSelection;
import io.proofline.audit.ExportHeader;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuditCsvWriterTest {

  @Test
  void a_table_has_names_and_comments_and_a_note_that_it_is_not_verifiable() {
    var lines = csv(AuditExportFixture.partialExport()).split("\r\n");
    assertThat(lines[0]).isEqualTo("# For people. Only an export as JSON can be verified.");
    assertThat(lines[1]).startsWith("asset,entry,decided,entered,what,who,before,after,details");
    assertThat(lines[2])
        .startsWith(
            "I1,1,2026-05-03T08:00:00Z,2026-05-04T08:00:00Z,decision,Ann Example,,changes_required,"
                + "note: n-7; reviewer: Ann Example; stage: Brand “é”,");
    assertThat(lines).hasSize(4);
  }

  @Test
  void a_cell_that_looks_like_a_formula_is_escaped() {
    assertThat(csv(AuditExportFixture.partialExport()))
        .contains(",\"'=The sky, it is \"\"dark\"\"\",");
  }

  @Test
  void an_erased_person_is_shown_by_id() {
    var gone = new Person("5f1d0c", null, null, Instant.EPOCH);
    var empty = new Comment("n-7", "I1", "5f1d0c", null, null);
    var part = AuditExportFixture.partialExport();
    var auditExportData = new AuditExportData(part.export(), List.of(gone), List.of(empty));
    assertThat(csv(auditExportData))
        .contains(",decision,5f1d0c,", ",(erased),")
        .doesNotContain("Ann");
  }

  @Test
  void a_period_selects_entries_by_the_requested_time() {
    var third = LocalDate.parse("2026-05-03");
    var sixth = LocalDate.parse("2026-05-06");
    assertThat(rows(third, third, AuditSelection.EntryTime.DECIDED)).containsExactly("I1,1");
    assertThat(rows(third, third, AuditSelection.EntryTime.ENTERED)).isEmpty();
    assertThat(rows(third, sixth, AuditSelection.EntryTime.ENTERED))
        .containsExactly("I1,1", "I1,2", "I3,1");
    // of I3 nobody says when it was decided
    assertThat(rows(sixth, sixth, AuditSelection.EntryTime.DECIDED)).containsExactly("I3,1");
  }

  private static List<String> rows(
      LocalDate from, LocalDate to, AuditSelection.EntryTime entryTime) {
    var whole = AuditExportFixture.completeExport();
    var header =
        new ExportHeader(Form.SECOND, new AuditSelection.OfPeriod(from, to, entryTime), 2, null);
    var auditExport =
        AuditExport.of(
            header, whole.export().entries(), new TreeMap<>(), whole.export().checkpoints());
    var auditExportData = new AuditExportData(auditExport, whole.people(), whole.notes());
    return csv(auditExportData).lines().skip(2).map(line -> line.substring(0, 4)).toList();
  }

  private static String csv(AuditExportData auditExportData) {
    var text = new StringWriter();
    AuditCsvWriter.write(auditExportData, new PrintWriter(text));
    return text.toString();
  }
}
