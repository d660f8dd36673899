package io.proofline.cli;

import io.proofline.workers.probe.ProbeResult;
import io.proofline.workers.probe.ProbeResult.Status;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** Prints probe results, a line each, and below them the remedies. */
final class ProbeResultTable {

  private ProbeResultTable() {}

  /**
   * Prints results.
   *
   * @param printedBy the command that prints them
   * @return the exit code: 1 if a probe failed
   */
  static int printAndGrade(List<ProbeResult> findings, CommandSpec printedBy) {
    var out = printedBy.commandLine().getOut();
    var textTable = new TextTable("", "WHAT", "FOUND");
    findings.forEach(probeResult ->
        textTable.row(
            probeResult.status().name().toLowerCase(Locale.ROOT),
            probeResult.check(),
            probeResult.detail()));
    textTable.print(out);
    var todo = findings.stream().filter(probeResult -> !probeResult.remedy().isEmpty()).toList();
    if (!todo.isEmpty()) {
      out.printf("%nWhat to do:%n");
      todo.forEach(probeResult ->
          out.println(
              PasteableCommands.complete(
                  printedBy, "  %s: %s".formatted(probeResult.check(), probeResult.remedy()))));
    }
    out.printf(
        "%n%d pass, %d warn, %d fail.%n",
        count(findings, Status.PASS), count(findings, Status.WARN), count(findings, Status.FAIL));
    out.flush();
    return count(findings, Status.FAIL) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static long count(List<ProbeResult> findings, Status status) {
    return findings.stream().filter(probeResult -> probeResult.status() == status).count();
  }
}
