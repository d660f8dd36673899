package io.proofline.standalone.cli;

import io.proofline.standalone.Accounts;
import io.proofline.workers.doctor.Doctor;
import io.proofline.workers.finding.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at the accounts and addresses before it hurts. */
@Command(
    name = "doctor",
    description = {
      "Asks Ziflow and PhotoShelter whether all is as Proofline needs it, and says what to do where"
          + " it is not. Changes nothing unless --write-test. Exits 0 when nothing fails, else 1."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Mixin AccountOptions options = new AccountOptions();

  @Option(
      names = "--write-test",
      description =
          "Also makes two hidden galleries, a file and a proof of its own, tries every kind of"
              + " change on them, and removes them again. Ziflow may mail the proof's owner.")
  boolean writeTest;

  @Option(
      names = "--owner",
      paramLabel = "EMAIL",
      description =
          "With --write-test: who owns the proof; the rules' owner unless said otherwise.")
  @Nullable String owner;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return FindingsTable.print(findings(), spec.commandLine().getOut());
  }

  private List<Finding> findings() {
    var accounts = options.read();
    try (var ziflow = accounts.partners().ziflowClient();
        var library = accounts.partners().libraryClient();
        var v3 = accounts.partners().libraryV3()) {
      var now = Instant.now();
      var doctor = new Doctor(ziflow, library, v3);
      var findings = new ArrayList<>(doctor.look(accounts.wanted(), accounts.files(), now));
      if (accounts.hooks() != null) {
        findings.add(signature(accounts));
      }
      if (writeTest) {
        var id = Long.toString(now.toEpochMilli(), Character.MAX_RADIX);
        findings.addAll(
            doctor.tryOut(owner == null ? accounts.owner() : owner, accounts.files(), id));
      } else {
        findings.add(Finding.warn("Changes", "not tried", "Type: proofline doctor --write-test"));
      }
      return findings;
    }
  }

  /** The gateway settles it with the first delivery that is valid by one of them. */
  private static Finding signature(Accounts accounts) {
    var what = "Signature of hooks";
    return accounts
        .signatureReading()
        .map(reading ->
            reading.startsWith("not known")
                ? Finding.warn(
                    what,
                    "no delivery has settled it yet",
                    "Let Ziflow send one: comment on a proof.")
                : Finding.pass(what, reading))
        .orElseGet(() ->
            Finding.warn(
                what,
                "not asked: no gateway runs on this data directory",
                "Start Proofline; its gateway says which reading is valid."));
  }
}
