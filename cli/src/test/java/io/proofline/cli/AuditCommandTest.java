package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.audit.SigningKey;
import io.proofline.cli.audit.AuditExportFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_signed_export_is_reported_as_verified_with_its_extent() throws IOException {
    assertThat(
            verify(
                AuditExportFixture.json(AuditExportFixture.endedExport()), AuditExportFixture.KEY))
        .isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "3 entries of 2 assets, the newest entered at 2026-05-06T08:00:00Z.",
            "It is an export of everything, 2 partitions: 0, 3.",
            "3 checkpoints, the newest of 2026-05-06T08:00:00Z. They cover every entry.",
            "Whole and unchanged.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void an_export_without_checkpoints_of_its_own_is_partly_unsigned_and_the_exit_code_is_four()
      throws IOException {
    assertThat(
            verify(
                AuditExportFixture.json(AuditExportFixture.completeExport()),
                AuditExportFixture.KEY))
        .isEqualTo(4);
    assertThat(out.toString())
        .contains("They cover every entry.", "Unchanged as far as it is signed.", "Export again")
        .doesNotContain("Whole and unchanged");
  }

  @Test
  void entries_that_no_checkpoint_covers_are_counted_and_the_exit_code_is_four()
      throws IOException {
    assertThat(
            verify(
                AuditExportFixture.json(AuditExportFixture.newerThanSigned()),
                AuditExportFixture.KEY))
        .isEqualTo(4);
    assertThat(out.toString())
        .contains(
            "Nothing vouches for 1 entries, which no checkpoint covers.",
            "Unchanged as far as it is signed.");
  }

  @Test
  void an_export_of_the_first_form_stays_verifiable_and_says_that_it_promises_less()
      throws IOException {
    assertThat(
            verify(AuditExportFixture.json(AuditExportFixture.firstForm()), AuditExportFixture.KEY))
        .isZero();
    assertThat(out.toString())
        .contains(
            "Unchanged. Its format, proofline-audit-1, signs neither the selection nor the"
                + " partition count: a partition that was removed with all its checkpoints would"
                + " not be found.")
        .doesNotContain("Whole and unchanged");
  }

  @Test
  void an_export_of_a_part_is_reported_as_one() throws IOException {
    assertThat(
            verify(
                AuditExportFixture.json(AuditExportFixture.partialExport()),
                AuditExportFixture.KEY))
        .isEqualTo(4);
    assertThat(out.toString())
        .contains("It is an export of a part: {\"asset\":\"I1\",\"of\":\"asset\"}.");
  }

  @Test
  void a_changed_export_is_reported_with_findings_and_remedies() throws IOException {
    var changed =
        AuditExportFixture.json(AuditExportFixture.completeExport())
            .replace("changes_required", "approved");
    assertThat(verify(changed, AuditExportFixture.KEY)).isOne();
    assertThat(err.toString())
        .contains("found: Entry 1 of asset I1 was changed: its content no longer gives its hash.")
        .contains("What to do: keep this file, export again");
    assertThat(out.toString()).doesNotContain("Whole and unchanged");
  }

  @Test
  void a_damaged_file_is_a_finding() throws IOException {
    assertThat(
            verify(
                AuditExportFixture.json(AuditExportFixture.completeExport()).substring(20),
                AuditExportFixture.KEY))
        .isOne();
    assertThat(err.toString()).contains("is not an export, or was damaged", "What to do:");
  }

  @Test
  void another_key_is_a_finding() throws IOException {
    assertThat(
            verify(
                AuditExportFixture.json(AuditExportFixture.completeExport()),
                SigningKey.generate()))
        .isOne();
    assertThat(err.toString())
        .contains("names another key, " + AuditExportFixture.KEY.verifyingKey().id());
  }

  @Test
  void without_a_key_the_signer_is_unknown_and_the_exit_code_is_three() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("e.json"), AuditExportFixture.json(AuditExportFixture.completeExport()));
    assertThat(run("audit", "verify", file.toString())).isEqualTo(3);
    assertThat(out.toString())
        .contains(
            "The hash chain is consistent. Who signed it is unknown.",
            "proofline audit verify %s --key audit-key.pub.pem".formatted(file))
        .doesNotContain("Whole and unchanged");
  }

  @Test
  void an_export_without_checkpoints_is_unsigned_with_any_key() throws IOException {
    var unsigned =
        AuditExportFixture.json(AuditExportFixture.completeExport())
            .replaceAll("(?s)\"checkpoints\":\\[.*?\\}\\],", "\"checkpoints\":[],");
    assertThat(unsigned).doesNotContain("running_hash");
    assertThat(verify(unsigned, AuditExportFixture.KEY)).isEqualTo(3);
    assertThat(out.toString())
        .contains("Who signed it is unknown.", "The export has no checkpoints")
        .doesNotContain("Whole and unchanged");
  }

  @Test
  void findings_without_a_key_are_findings() throws IOException {
    var changed =
        AuditExportFixture.json(AuditExportFixture.completeExport())
            .replace("changes_required", "approved");
    var file = Files.writeString(folder.resolve("e.json"), changed);
    assertThat(run("audit", "verify", file.toString())).isOne();
  }

  @Test
  void the_exit_codes_of_a_verification_are_in_its_help() {
    assertThat(run("audit", "verify", "--help")).isZero();
    assertThat(out.toString())
        .containsPattern("3 +The hash chain is consistent, but who signed it is unknown")
        .containsPattern("4 +Nothing is wrong as far as it is signed, but nothing vouches");
  }

  @Test
  void missing_files_and_files_without_a_key_are_wrong_use() throws IOException {
    var file = Files.writeString(folder.resolve("e.json"), "{}").toString();
    assertThat(run("audit", "verify", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(run("audit", "verify", file, "--key", file)).isEqualTo(2);
    assertThat(run("audit", "verify", file, "--key", "none")).isEqualTo(2);
  }

  @Test
  void an_export_needs_exactly_one_selection() {
    var cluster = " --bootstrap 127.0.0.1:1 --registry http://127.0.0.1:1";
    for (var selection :
        new String[] {
          "",
          "I1 --all",
          "--from 2026-01-01",
          "--all --to 2026-01-01",
          "--from 2026-02-01 --to 2026-01-01",
          "--from soon --to 2026-01-01",
          "I1 --format xml",
        }) {
      var line = ("audit export " + selection + cluster).replace("  ", " ");
      assertThat(run(line.split(" "))).as(line).isEqualTo(2);
    }
  }

  private int verify(String export, SigningKey key) throws IOException {
    var file = Files.writeString(folder.resolve("export.json"), export);
    var pem = Files.writeString(folder.resolve("key.pub.pem"), key.verifyingKey().pem());
    return run("audit", "verify", file.toString(), "--key", pem.toString());
  }

  private int run(String... args) {
    return Proofline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
