package io.proofline.cli;

import io.proofline.api.ApiPath;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists entries of the audit trail. */
@Command(
    name = "list",
    description =
        "Lists entries of the audit trail, the oldest first: who did what to which asset, and when."
            + " All conditions must hold.",
    mixinStandardHelpOptions = true)
final class AuditListCommand implements Callable<Integer> {

  /** The largest page of the audit trail. */
  private static final int PAGE = 1000;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "ASSET",
      description =
          "The asset's id or its exact file name; 'system' for administrative acts. Default: all.")
  @Nullable String asset;

  @Option(names = "--collection", paramLabel = "PATH", description = "Assets of a collection.")
  @Nullable String collection;

  @Option(names = "--gallery", paramLabel = "PATH", description = "Assets of a gallery.")
  @Nullable String gallery;

  @Option(names = "--rule", paramLabel = "NAME", description = "Assets that a rule picked.")
  @Nullable String rule;

  @Option(
      names = "--person",
      paramLabel = "ID",
      description = "Acts of a person, by the id that entries have.")
  @Nullable String person;

  @Option(names = "--kind", paramLabel = "KIND", description = "Kind of event, such as decision.")
  @Nullable String kind;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First day on which it was recorded, such as 2026-01-31, in UTC.")
  @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Last day, included, in UTC.")
  @Nullable LocalDate to;

  @Option(
      names = "--limit",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Largest number of entries. Default: ${DEFAULT-VALUE}.")
  int limit = 1000;

  @Mixin JsonOption json = new JsonOption();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() {
    try (var client = console.open(installation)) {
      var entries = client.items(path(client), limit);
      if (!json.print(entries.all())) {
        print(entries);
      }
      if (!entries.isWhole()) {
        spec.commandLine()
            .getErr()
            .println(
                "These are the first %,d entries; there are more. Add --limit N, or --from DATE."
                    .formatted(limit));
      }
      return ExitCode.OK;
    }
  }

  private ApiPath path(ConsoleClient client) {
    return ApiPath.of("audit")
        .with("limit", Math.clamp(limit, 1, PAGE))
        .with("asset", asset == null ? null : id(client, asset))
        .with("collection", collection)
        .with("gallery", gallery)
        .with("rule", rule)
        .with("person", person)
        .with("kind", kind)
        .with("from", start(from))
        .with("to", to == null ? null : start(to.plusDays(1)));
  }

  private static String id(ConsoleClient client, String named) {
    return named.equals("system") ? named : AssetNames.resolve(client, named);
  }

  private static @Nullable String start(@Nullable LocalDate day) {
    return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
  }

  private void print(ConsoleClient.Items entries) {
    if (entries.all().isEmpty()) {
      out().println("The audit trail has no entry for this selection.");
      return;
    }
    var table = new TextTable("TIME", "ASSET", "WHAT", "WHO", "FROM", "TO", "RULE");
    entries
        .all()
        .forEach(entry ->
            table
                .row(
                    time(entry),
                    TerminalText.text(entry, "asset_id"),
                    TerminalText.withSpaces(TerminalText.text(entry, "kind")),
                    entry.path("name").asString(TerminalText.text(entry, "person_id")),
                    TerminalText.text(entry, "old"),
                    TerminalText.text(entry, "new"),
                    TerminalText.text(entry, "rule"))
                .detail(TerminalText.text(entry, "text")));
    table.print(out());
  }

  private static String time(JsonNode entry) {
    return entry.path("occurred_at").asString(TerminalText.text(entry, "entered_at"));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
