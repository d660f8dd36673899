package io.proofline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.cli.audit.AuditCsvWriter;
import io.proofline.cli.audit.AuditExportData;
import io.proofline.cli.audit.AuditExportSummary;
import io.proofline.cli.audit.AuditJsonWriter;
import io.proofline.cli.audit.AuditSelection;
import io.proofline.cli.audit.AuditSelection.EntryTime;
import io.proofline.cli.audit.AuditTrailReader;
import io.proofline.cli.audit.CompleteTopicReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

/** What is on record, for auditors and for people. */
@Command(
    name = "export",
    description = {
      "Exports what is on record of an asset, of some days, or of everything.",
      "As JSON, which can be verified, it has the whole trail of each asset that has something in"
          + " these days; as CSV, for people, only what is in them."
    },
    mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {

  /** In which form. */
  enum Format {
    JSON,
    CSV
  }

  @Parameters(arity = "0..1", paramLabel = "ASSET", description = "The asset's id.")
  @Nullable String asset;

  @Option(names = "--all", description = "Everything.")
  boolean all;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First day, such as 2026-01-31, in UTC; with --to.")
  @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Last day, in UTC.")
  @Nullable LocalDate to;

  @Option(
      names = "--time",
      defaultValue = "decided",
      paramLabel = "decided|entered",
      description =
          "Whether days are those on which it happened, or on which we learnt of it;"
              + " '${DEFAULT-VALUE}' unless said otherwise.")
  EntryTime time = EntryTime.DECIDED;

  @Option(
      names = "--format",
      defaultValue = "json",
      paramLabel = "json|csv",
      description = "'${DEFAULT-VALUE}' unless said otherwise. Only JSON can be verified.")
  Format format = Format.JSON;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to; on the terminal unless said otherwise.")
  @Nullable Path out;

  @Mixin KafkaOptions cluster = new KafkaOptions();

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      split = ",",
      description = "The schema registry, such as http://127.0.0.1:9104; several by comma.")
  List<URI> registry = List.of();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var auditSelection = selection();
    var kafka = cluster.connection(registry);
    var err = spec.commandLine().getErr();
    try (var schemas = kafka.openRegistry()) {
      var reader = new CompleteTopicReader(kafka, err::println);
      var auditExportData =
          new AuditTrailReader(reader, kafka.topics(schemas)).read(auditSelection);
      if (auditExportData.export().entries().isEmpty()) {
        err.println("There is nothing on record of that; nothing is written.");
        return ExitCode.SOFTWARE;
      }
      write(auditExportData);
      err.println(AuditExportSummary.of(auditExportData.export()));
      return ExitCode.OK;
    }
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
      throw wrongUse("Name one of: an asset, --from and --to, --all.");
    }
    return selections.getFirst();
  }

  private AuditSelection period(LocalDate first, LocalDate last) {
    if (first.isAfter(last)) {
      throw wrongUse("--from (%s) is after --to (%s).".formatted(first, last));
    }
    return new AuditSelection.OfPeriod(first, last, time);
  }

  /** A file is there as a whole or not at all, and is its owner's only: it has names. */
  private void write(AuditExportData auditExportData) throws IOException {
    if (out == null) {
      write(auditExportData, System.out);
      return;
    }
    var written = Files.createTempFile(out.toAbsolutePath().getParent(), ".export", null);
    try {
      try (var stream = Files.newOutputStream(written)) {
        write(auditExportData, stream);
      }
      Files.move(written, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** In UTF-8, whatever the terminal has: hashes are over that. */
  private void write(AuditExportData auditExportData, OutputStream stream) throws IOException {
    var writer = new PrintWriter(new OutputStreamWriter(stream, UTF_8));
    switch (format) {
      case JSON -> AuditJsonWriter.write(auditExportData, writer);
      case CSV -> AuditCsvWriter.write(auditExportData, writer);
    }
    if (writer.checkError()) {
      throw new IOException("The export could not be written; is the disk full?");
    }
  }

  private ParameterException wrongUse(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
