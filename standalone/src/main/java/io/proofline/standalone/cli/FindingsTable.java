package io.proofline.standalone.cli;

import io.proofline.workers.finding.Finding;
import io.proofline.workers.finding.Finding.Grade;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ExitCode;

/** Tells findings: a line each, and what to do below. */
final class FindingsTable {

  private FindingsTable() {}

  /** The exit code that follows from them. */
  static int print(List<Finding> findings, PrintWriter out) {
    var table = new Table("", "WHAT", "FOUND");
    findings.forEach(finding ->
        table.row(finding.grade().name().toLowerCase(Locale.ROOT), finding.what(), finding.seen()));
    table.print(out);
    var todo = findings.stream().filter(finding -> !finding.remedy().isEmpty()).toList();
    if (!todo.isEmpty()) {
      out.printf("%nWhat to do:%n");
      todo.forEach(finding -> out.printf("  %s: %s%n", finding.what(), finding.remedy()));
    }
    out.printf(
        "%n%d pass, %d warn, %d fail.%n",
        count(findings, Grade.PASS), count(findings, Grade.WARN), count(findings, Grade.FAIL));
    out.flush();
    return count(findings, Grade.FAIL) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static long count(List<Finding> findings, Grade grade) {
    return findings.stream().filter(finding -> finding.grade() == grade).count();
  }
}
