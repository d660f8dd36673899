package io.proofline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.cli.audit.AuditCsvWriter;
import io.proofline.cli.audit.AuditExportData;
import io.proofline.cli.audit.AuditExportSummary;
import io.proofline.cli.audit.AuditJsonWriter;
import io.proofline.cli.audit.AuditSelection;
import io.proofline.cli.audit.AuditSelection.EntryTime;
import io.proofline.cli.audit.AuditTrailReader;
import io.proofline.cli.config.PrivateFile;
import io.proofline.cli.topic.CompleteTopicReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Exports the audit trail: as JSON for verification, as CSV for people. */
@Command(
    name = "export",
    description = {
      "Exports the audit trail of an asset, of some days, or of everything.",
      "JSON can be verified: it has the whole trail of each asset that has an entry in these days."
          + " CSV is for people: it has only the entries of these days."
    },
    mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {

  /** File format of an export. */
  enum Format {
    JSON,
    CSV
  }

  @Parameters(arity = "0..1", paramLabel = "ASSET", description = "The asset's id.")
  @Nullable String asset;

  @Option(names = "--all", description = "The whole trail of all assets.")
  boolean all;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First day, such as 2026-01-31, in UTC. Needs --to.")
  @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Last day, included, in UTC.")
  @Nullable LocalDate to;

  @Option(
      names = "--time",
      defaultValue = "decided",
      paramLabel = "decided|entered",
      description =
          "Which time counts for --from and --to: when it happened, or when Proofline recorded it."
              + " Default: ${DEFAULT-VALUE}.")
  EntryTime time = EntryTime.DECIDED;

  @Option(
      names = "--format",
      defaultValue = "json",
      paramLabel = "json|csv",
      description = "Default: ${DEFAULT-VALUE}. Only JSON can be verified.")
  Format format = Format.JSON;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write. Default: the terminal.")
  @Nullable Path out;

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var auditSelection = selection();
    var kafka = cluster.connection(installation);
    var err = spec.commandLine().getErr();
    try (var schemas = kafka.openRegistry()) {
      var reader = new CompleteTopicReader(kafka, err::println);
      var auditExportData =
          new AuditTrailReader(reader, kafka.topics(schemas)).read(auditSelection);
      if (auditExportData.export().entries().isEmpty()) {
        err.println("The audit trail has no entry for this selection. No file was written.");
        return ExitCode.SOFTWARE;
      }
      write(auditExportData);
      err.println(AuditExportSummary.of(auditExportData.export()));
      if (out != null && format == Format.JSON) {
        err.println("To verify it: " + verifyCommand(out));
      }
      return ExitCode.OK;
    }
  }

  private String verifyCommand(Path file) {
    var key = installation.find().flatMap(Installation::auditPublicKey);
    return PasteableCommands.complete(
        spec,
        "proofline audit verify %s --key %s"
            .formatted(
                PasteableCommands.quote(file.toString()),
                key.map(path -> PasteableCommands.quote(path.toString())).orElse("PUBLIC.pem")));
  }

  private AuditSelection selection() {
    var selections = new ArrayList<AuditSelection>();
    if (asset != null) {
      selections.add(new AuditSelection.OfAsset(asset));
    }
    if (all) {
      selections.add(new AuditSelection.WholeTrail());
    }
    if (from != null && to != null) {
      selections.add(period(from, to));
    }
    if (selections.size() != 1 || (from == null) != (to == null)) {
      throw wrongUse("Name exactly one of: an asset id, --from DATE --to DATE, --all.");
    }
    return selections.getFirst();
  }

  private AuditSelection period(LocalDate first, LocalDate last) {
    if (first.isAfter(last)) {
      throw wrongUse("--from (%s) is after --to (%s).".formatted(first, last));
    }
    return new AuditSelection.OfPeriod(first, last, time);
  }

  /** Writes the file atomically, readable by its owner only, since it has names of people. */
  private void write(AuditExportData auditExportData) throws IOException {
    if (out == null) {
      write(auditExportData, System.out);
      return;
    }
    PrivateFile.write(out, stream -> write(auditExportData, stream));
  }

  /** Writes UTF-8 regardless of the terminal's encoding, since hashes are over UTF-8. */
  private void write(AuditExportData auditExportData, OutputStream stream) throws IOException {
    var writer = new PrintWriter(new OutputStreamWriter(stream, UTF_8));
    switch (format) {
      case JSON -> AuditJsonWriter.write(auditExportData, writer);
      case CSV -> AuditCsvWriter.write(auditExportData, writer);
    }
    if (writer.checkError()) {
      throw new IOException("The export could not be written. Check that the disk has room.");
    }
  }

  private ParameterException wrongUse(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
