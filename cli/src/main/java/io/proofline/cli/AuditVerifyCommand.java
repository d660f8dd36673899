package io.proofline.cli;

import io.proofline.audit.ExportHeader;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.audit.ExportVerification;
import io.proofline.audit.ExportVerifier;
import io.proofline.audit.VerifyingKey;
import io.proofline.cli.audit.AuditExportSummary;
import io.proofline.cli.audit.AuditJsonReader;
import io.proofline.cli.audit.InvalidExportException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Verifies an export of the audit trail from the file and public keys alone.
 *
 * <p>Exit codes: 0 if a named key signed it and there is no finding, 1 for a finding, 3 if only its
 * inner consistency could be checked, 4 if no checkpoint covers some entries or the selection.
 */
@Command(
    name = "verify",
    description = {
      "Verifies an export of the audit trail from the file and public keys alone; it contacts no"
          + " service.",
      "Without --key it checks only that the hash chain is consistent: who signed the export"
          + " remains unknown, and a trail that was rewritten as a whole looks the same."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:The export is whole and unchanged, and signed by a key of --key.",
      "1:Something is wrong; each finding is printed.",
      "2:Wrong use, or a file can't be read.",
      "3:The hash chain is consistent, but who signed it is unknown: no --key, or no checkpoints.",
      "4:Nothing is wrong as far as it is signed, but nothing vouches for the newest entries or for"
          + " the selection: no checkpoint covers them."
    },
    mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

  /** Exit code if no signature could be checked. */
  static final int SIGNER_UNKNOWN = 3;

  /** Exit code if the signatures do not cover all of the export. */
  static final int PARTLY_UNSIGNED = 4;

  private static final String ADVICE =
      """
      What to do: keep this file, export again and verify the new export. If the new one is unchanged,
      the file was changed. If it is not, the topics were changed: compare it with older exports, and
      check who can write to Kafka.\
      """;

  @Parameters(paramLabel = "FILE", description = "An export in JSON.")
  Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Public key whose signatures count, as PEM. Repeat it for several.")
  List<Path> keyFiles = new ArrayList<>();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var keys = keyFiles.stream().map(this::key).toList();
    if (!Files.isReadable(file)) {
      throw wrongUse("Can't read %s: there is no such file.".formatted(file));
    }
    try {
      return verify(keys);
    } catch (InvalidExportException e) {
      err().println("%s is not an export, or was damaged: %s.".formatted(file, e.getMessage()));
      err().println(ADVICE);
      return ExitCode.SOFTWARE;
    }
  }

  private int verify(List<VerifyingKey> keys) throws InvalidExportException {
    var auditExport = AuditJsonReader.read(file);
    var verification = ExportVerifier.verify(auditExport, keys);
    var findings = new ArrayList<>(verification.problems());
    if (auditExport.entries().isEmpty()) {
      findings.add("It has no entries.");
    }
    out().println(AuditExportSummary.of(auditExport, verification));
    if (!findings.isEmpty()) {
      return reportFindings(findings);
    }
    if (auditExport.checkpoints().isEmpty()) {
      return reportSignerUnknown(
          "The export has no checkpoints, so nothing in it is signed. An export gets some while a"
              + " stream processor with an 'audit-key' runs: export again.");
    }
    return keys.isEmpty()
        ? reportSignerUnknown(
            "No --key was named, so no signature was checked. Proofline keeps its public key as"
                + " audit-key.pub.pem in its data directory. To check it: proofline audit verify "
                + PasteableCommands.quote(file.toString())
                + " --key audit-key.pub.pem")
        : reportUnchanged(auditExport.header(), verification);
  }

  private int reportUnchanged(ExportHeader header, ExportVerification verification) {
    boolean first = header.form() == Form.FIRST;
    if (verification.uncovered() > 0 || !(first || verification.selectionSigned())) {
      out().println("Unchanged as far as it is signed. " + unsigned(verification));
      return PARTLY_UNSIGNED;
    }
    out().println(first ? "Unchanged. " + describeFirstForm(header) : "Whole and unchanged.");
    return ExitCode.OK;
  }

  private static String unsigned(ExportVerification verification) {
    return verification.selectionSigned()
        ? "Nothing vouches for the entries that no checkpoint covers."
        : "Nothing vouches for the entries that no checkpoint covers, nor for the selection: the"
            + " export does not end at a checkpoint of its own. Export again while the stream"
            + " processor runs.";
  }

  /** Exports of the first form stay verifiable; they promise less. */
  private static String describeFirstForm(ExportHeader header) {
    return "Its format, %s, signs neither the selection nor the partition count: %s."
        .formatted(
            header.form().word(),
            header.isComplete()
                ? "a partition that was removed with all its checkpoints would not be found"
                : "assets that were removed from it would not be found");
  }

  private int reportSignerUnknown(String why) {
    out().println("The hash chain is consistent. Who signed it is unknown.");
    out().println(PasteableCommands.complete(spec, why));
    return SIGNER_UNKNOWN;
  }

  private int reportFindings(List<String> findings) {
    findings.forEach(finding -> err().println("found: " + finding));
    err().println(ADVICE);
    return ExitCode.SOFTWARE;
  }

  private VerifyingKey key(Path key) {
    try {
      return VerifyingKey.fromPem(InputFile.read(spec, key));
    } catch (IllegalArgumentException e) {
      throw wrongUse("%s is not a public key: %s.".formatted(key, e.getMessage()));
    }
  }

  private ParameterException wrongUse(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
