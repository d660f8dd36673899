package io.proofline.cli;

import io.proofline.audit.AuditJsonReader;
import io.proofline.audit.InvalidExportException;
import io.proofline.audit.VerificationReport;
import io.proofline.audit.VerificationReport.Verdict;
import io.proofline.audit.VerifyingKey;
import java.io.IOException;
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

  @Parameters(paramLabel = "FILE", description = "An export in JSON.")
  Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Public key whose signatures count, as PEM. Repeat it for several.")
  List<Path> keyFiles = new ArrayList<>();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var keys = keyFiles.stream().map(this::key).toList();
    if (!Files.isReadable(file)) {
      throw wrongUse("Can't read %s: there is no such file.".formatted(file));
    }
    try (var stream = Files.newInputStream(file)) {
      return report(
          VerificationReport.verify(AuditJsonReader.read(stream), keys, adviceWithoutKey()));
    } catch (InvalidExportException e) {
      err().println("%s is not an export, or was damaged: %s.".formatted(file, e.getMessage()));
      err().println(VerificationReport.ADVICE);
      return ExitCode.SOFTWARE;
    }
  }

  private String adviceWithoutKey() {
    return "No --key was named, so no signature was checked. Proofline keeps its public key as"
        + " audit-key.pub.pem in its data directory. To check it: proofline audit verify "
        + PasteableCommands.quote(file.toString())
        + " --key audit-key.pub.pem";
  }

  private int report(VerificationReport report) {
    report.extent().forEach(out()::println);
    report.findings().forEach(finding -> err().println("found: " + finding));
    var conclusion = report.verdict() == Verdict.WRONG ? err() : out();
    report.conclusion().lines().map(this::complete).forEach(conclusion::println);
    return switch (report.verdict()) {
      case UNCHANGED -> ExitCode.OK;
      case WRONG -> ExitCode.SOFTWARE;
      case SIGNER_UNKNOWN -> SIGNER_UNKNOWN;
      case PARTLY_UNSIGNED -> PARTLY_UNSIGNED;
    };
  }

  private String complete(String sentence) {
    return PasteableCommands.complete(spec, sentence);
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
