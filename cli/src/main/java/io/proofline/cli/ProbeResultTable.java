package io.proofline.cli;

import io.proofline.workers.probe.ProbeResult;
import io.proofline.workers.probe.ProbeResult.Status;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ExitCode;

/** Tells findings: a line each, and what to do below. */
final class ProbeResultTable {

  private ProbeResultTable() {}

  /** The exit code that follows from them. */
  static int printAndGrade(List<ProbeResult> findings, PrintWriter out) {
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
      todo.forEach(
          probeResult -> out.printf("  %s: %s%n", probeResult.check(), probeResult.remedy()));
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
