package io.proofline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.audit.AuditSelection;
import io.proofline.audit.AuditSelection.EntryTime;
import io.proofline.audit.ExportExtent;
import io.proofline.audit.ExportVerifier;
import io.proofline.cli.audit.AuditCsvWriter;
import io.proofline.cli.audit.AuditExportData;
import io.proofline.cli.audit.AuditJsonWriter;
import io.proofline.cli.audit.AuditTrailReader;
import io.proofline.cli.audit.ExportCheckpoints;
import io.proofline.cli.config.PrivateFile;
import io.proofline.cli.topic.CompleteTopicReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
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
      "JSON can be verified: it has the whole trail of each asset that has an entry in these days,"
          + " and ends at a checkpoint that is signed for it. CSV is for people: it has only the"
          + " entries of these days.",
      "The export itself is an entry of the audit trail, about the id 'system'."
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

  @Option(
      names = "--wait",
      defaultValue = "20",
      paramLabel = "SECONDS",
      description =
          "JSON only: how long to wait until the stream processor has signed a checkpoint for this"
              + " export. 0 waits for none: then nothing vouches for the selection and the newest"
              + " entries. Default: ${DEFAULT-VALUE}.")
  int wait = 20;

  @Mixin PersonOptions person = new PersonOptions();

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
      var topics = kafka.topics(schemas);
      var exportId = recordExport(new ExportCheckpoints(kafka, topics, auditSelection));
      var auditExportData =
          new AuditTrailReader(reader, topics).read(auditSelection, exportId.orElse(null));
      if (auditExportData.export().entries().stream().noneMatch(auditSelection::includes)) {
        err.println("The audit trail has no entry for this selection. No file was written.");
        return ExitCode.SOFTWARE;
      }
      write(auditExportData);
      var auditExport = auditExportData.export();
      ExportExtent.of(auditExport, ExportVerifier.verify(auditExport, List.of()))
          .forEach(err::println);
      if (out != null && format == Format.JSON) {
        err.println("To verify it: " + verifyCommand(out));
      }
      return ExitCode.OK;
    }
  }

  /**
   * Records the export in the audit trail and, for a file that can be verified, waits for its
   * checkpoints. An export is made without them too.
   */
  private Optional<String> recordExport(ExportCheckpoints exportCheckpoints) {
    var word = format.name().toLowerCase(Locale.ROOT);
    try {
      if (format == Format.CSV || wait == 0) {
        exportCheckpoints.record(word, person.email);
        return Optional.empty();
      }
      var exportId = exportCheckpoints.await(word, person.email, Duration.ofSeconds(wait));
      if (exportId.isEmpty()) {
        printError(
            "The stream processor wrote no checkpoint within %d s, so the selection of this export is not signed, and nothing vouches for its newest entries. Checkpoints need a running stream processor with an 'audit-key': proofline health"
                .formatted(wait));
      }
      return exportId;
    } catch (KafkaException e) {
      printError(
          "This export is not recorded in the audit trail, and has no checkpoint of its own: %s."
              .formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  private void printError(String sentence) {
    spec.commandLine().getErr().println(PasteableCommands.complete(spec, sentence));
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
