package io.proofline.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.standalone.audit.AuditReading;
import io.proofline.standalone.audit.ExportFile;
import io.proofline.standalone.audit.ExportTable;
import io.proofline.standalone.audit.Found;
import io.proofline.standalone.audit.Selection;
import io.proofline.standalone.audit.Selection.Time;
import io.proofline.standalone.audit.Summary;
import io.proofline.standalone.audit.WholeTopic;
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
  Time time = Time.DECIDED;

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

  @Mixin ClusterOptions cluster = new ClusterOptions();

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
    var selection = selection();
    var kafka = cluster.connection(registry);
    var err = spec.commandLine().getErr();
    try (var schemas = kafka.openRegistry()) {
      var reader = new WholeTopic(kafka, err::println);
      var found = new AuditReading(reader, kafka.topics(schemas)).read(selection);
      if (found.export().entries().isEmpty()) {
        err.println("There is nothing on record of that; nothing is written.");
        return ExitCode.SOFTWARE;
      }
      write(found);
      err.println(Summary.of(found.export()));
      return ExitCode.OK;
    }
  }

  private Selection selection() {
    var selections = new ArrayList<Selection>();
    if (asset != null) {
      selections.add(new Selection.OfAsset(asset));
    }
    if (all) {
      selections.add(new Selection.All());
    }
    if (from != null && to != null) {
      selections.add(period(from, to));
    }
    if (selections.size() != 1 || (from == null) != (to == null)) {
      throw wrongUse("Name one of: an asset, --from and --to, --all.");
    }
    return selections.getFirst();
  }

  private Selection period(LocalDate first, LocalDate last) {
    if (first.isAfter(last)) {
      throw wrongUse("--from (%s) is after --to (%s).".formatted(first, last));
    }
    return new Selection.OfPeriod(first, last, time);
  }

  /** A file is there as a whole or not at all, and is its owner's only: it has names. */
  private void write(Found found) throws IOException {
    if (out == null) {
      write(found, System.out);
      return;
    }
    var written = Files.createTempFile(out.toAbsolutePath().getParent(), ".export", null);
    try {
      try (var stream = Files.newOutputStream(written)) {
        write(found, stream);
      }
      Files.move(written, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** In UTF-8, whatever the terminal has: hashes are over that. */
  private void write(Found found, OutputStream stream) throws IOException {
    var writer = new PrintWriter(new OutputStreamWriter(stream, UTF_8));
    switch (format) {
      case JSON -> ExportFile.write(found, writer);
      case CSV -> ExportTable.write(found, writer);
    }
    if (writer.checkError()) {
      throw new IOException("The export could not be written; is the disk full?");
    }
  }

  private ParameterException wrongUse(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
