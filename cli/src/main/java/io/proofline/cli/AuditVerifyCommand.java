package io.proofline.cli;

import io.proofline.audit.ExportVerifier;
import io.proofline.audit.VerifyingKey;
import io.proofline.cli.audit.AuditExportSummary;
import io.proofline.cli.audit.AuditJsonReader;
import io.proofline.cli.audit.InvalidExportException;
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

/** Whether an export is as it was written; asks nobody. */
@Command(
    name = "verify",
    description =
        "Tells whether an export is whole and unchanged, without asking anybody. Exits 0 when it"
            + " is, 1 with all that was found.",
    mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

  private static final String ADVICE =
      """
      What to do: keep this file, export again and verify that. When the new export is whole, the file
      was changed. When it is not, the topics were: compare it with older exports, and ask who may write
      to Kafka.\
      """;

  @Parameters(paramLabel = "FILE", description = "An export as JSON.")
  Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "A public key that may have signed checkpoints, as PEM; again for another.")
  List<Path> keyFiles = new ArrayList<>();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var keys = keyFiles.stream().map(this::key).toList();
    if (!Files.isReadable(file)) {
      throw wrongUse("Can't read %s.".formatted(file));
    }
    try {
      return verify(keys);
    } catch (InvalidExportException e) {
      err().println("%s is no export any more, or never was: %s.".formatted(file, e.getMessage()));
      err().println(ADVICE);
      return ExitCode.SOFTWARE;
    }
  }

  private int verify(List<VerifyingKey> keys) throws InvalidExportException {
    var auditExport = AuditJsonReader.read(file);
    var findings = new ArrayList<>(ExportVerifier.problems(auditExport, keys));
    if (auditExport.entries().isEmpty()) {
      findings.add("It has no entries.");
    }
    out().println(AuditExportSummary.of(auditExport));
    if (keys.isEmpty() && !auditExport.checkpoints().isEmpty()) {
      out().println("Signatures were not looked at: name the public key with --key.");
    }
    return findings.isEmpty() ? reportUnchanged() : reportFindings(findings);
  }

  private int reportUnchanged() {
    out().println("Whole and unchanged.");
    return ExitCode.OK;
  }

  private int reportFindings(List<String> findings) {
    findings.forEach(finding -> err().println("found: " + finding));
    err().println(ADVICE);
    return ExitCode.SOFTWARE;
  }

  private VerifyingKey key(Path key) {
    try {
      return VerifyingKey.fromPem(Files.readString(key));
    } catch (IOException e) {
      throw wrongUse("Can't read %s.".formatted(key));
    } catch (IllegalArgumentException e) {
      throw wrongUse("%s is no public key: %s.".formatted(key, e.getMessage()));
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
