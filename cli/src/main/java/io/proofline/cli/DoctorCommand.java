package io.proofline.cli;

import io.proofline.cli.config.AccountConfig;
import io.proofline.cli.config.ServiceAddresses;
import io.proofline.workers.doctor.Doctor;
import io.proofline.workers.probe.ProbeResult;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks credentials, rights and addresses of both accounts before they cause failures. */
@Command(
    name = "doctor",
    description = {
      "Checks the Ziflow account, the PhotoShelter library and Proofline's public addresses, and"
          + " prints a remedy for each problem. Changes nothing unless --write-test. Exits 0 if"
          + " nothing fails, else 1."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin AccountOptions account = new AccountOptions();

  @Option(
      names = "--write-test",
      description =
          "Also creates two hidden galleries, a file and a proof, tries every kind of change on"
              + " them, and removes them again. Ziflow may mail the proof's owner.")
  boolean writeTest;

  @Option(
      names = "--owner",
      paramLabel = "EMAIL",
      description = "With --write-test: the owner of the proof. Default: the owner in the rules.")
  @Nullable String owner;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return ProbeResultTable.printAndGrade(runProbes(), spec);
  }

  private List<ProbeResult> runProbes() {
    var accountConfig = account.read(installation);
    try (var ziflow = accountConfig.apiSettings().ziflowClient();
        var library = accountConfig.apiSettings().libraryClient();
        var v3 = accountConfig.apiSettings().libraryV3()) {
      var now = Instant.now();
      var doctor = new Doctor(ziflow, library, v3);
      var findings =
          new ArrayList<>(
              doctor.runReadOnlyProbes(accountConfig.expectedHooks(), accountConfig.files(), now));
      if (accountConfig.hooks() != null) {
        findings.add(probeSignature(accountConfig));
      }
      if (writeTest) {
        var id = Long.toString(now.toEpochMilli(), Character.MAX_RADIX);
        findings.addAll(
            doctor.runWriteProbes(
                owner == null ? accountConfig.owner() : owner, accountConfig.files(), id));
      } else {
        findings.add(
            ProbeResult.warn("Changes", "not tried", "To try them: proofline doctor --write-test"));
      }
      return findings;
    }
  }

  /**
   * The way in which Ziflow signs, which the running gateway learns from the first valid delivery;
   * empty if no gateway answers.
   */
  private static Optional<String> signatureScheme(AccountConfig accountConfig) {
    var data = accountConfig.data();
    if (data == null || !Files.exists(data.resolve("addresses.json"))) {
      return Optional.empty();
    }
    return Optional.ofNullable(ServiceAddresses.read(data).health().get("gateway"))
        .flatMap(health -> ServiceHealth.detail(health, "ziflow", "signature"));
  }

  /** The gateway learns the signature scheme from the first valid delivery. */
  private static ProbeResult probeSignature(AccountConfig accountConfig) {
    var what = "Signature of hooks";
    return signatureScheme(accountConfig)
        .map(reading ->
            reading.startsWith("not known")
                ? ProbeResult.warn(
                    what,
                    "not known before the first delivery",
                    "Let Ziflow send one: write a comment on a proof.")
                : ProbeResult.pass(what, reading))
        .orElseGet(() ->
            ProbeResult.warn(
                what,
                "not known: no gateway runs on this data directory",
                "Start Proofline, and run the doctor again."));
  }
}
