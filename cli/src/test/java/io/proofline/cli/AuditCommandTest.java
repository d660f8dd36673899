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
                AuditExportFixture.json(AuditExportFixture.completeExport()),
                AuditExportFixture.KEY))
        .isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "3 entries of 2 assets, the newest entered at 2026-05-06T08:00:00Z.",
            "It is an export of everything, 2 partitions: 3, 0.",
            "1 checkpoints, the newest of 2026-05-06T08:00:00Z; 0 entries are too new for one.",
            "Whole and unchanged.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void an_export_of_a_part_is_reported_as_one() throws IOException {
    assertThat(
            verify(
                AuditExportFixture.json(AuditExportFixture.partialExport()),
                AuditExportFixture.KEY))
        .isZero();
    assertThat(out.toString())
        .contains("It is an export of a part. Only an export of everything (--all) shows");
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
        .containsPattern("3 +The hash chain is consistent, but who signed it is unknown");
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

  @Test
  void an_erasure_needs_a_key_of_some_length() throws IOException {
    var cluster = " --bootstrap 127.0.0.1:1 --registry http://127.0.0.1:1";
    assertThat(run(("erase a@b.example --person-key-file none" + cluster).split(" "))).isEqualTo(2);
    var file = Files.writeString(folder.resolve("key"), "short");
    assertThat(run(("erase a@b.example --person-key-file " + file + cluster).split(" ")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("needs at least 16 characters; name the services'");
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
