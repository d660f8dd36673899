package io.proofline.cli;

import io.proofline.api.ApiPath;
import java.io.PrintWriter;
import java.util.Map;
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

/** Shows the progress of collections under review. */
@Command(
    name = "collections",
    description =
        "Shows how far collections under review are, or one collection with its assets. Exits 1 if"
            + " the one is not known.",
    mixinStandardHelpOptions = true)
final class CollectionsCommand implements Callable<Integer> {

  /** The largest page of a list of collections. */
  private static final int PAGE = 1000;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "Path of one collection: names joined by slashes, outermost first.")
  @Nullable String path;

  @Option(
      names = "--find",
      paramLabel = "TEXT",
      description = "Only collections with this text in the path.")
  @Nullable String find;

  @Option(
      names = "--ready",
      arity = "1",
      paramLabel = "true|false",
      description = "Only those that are ready, or those that are not.")
  @Nullable Boolean ready;

  @Option(
      names = "--limit",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Largest number of rows. Default: ${DEFAULT-VALUE}.")
  int limit = 1000;

  @Mixin JsonOption json = new JsonOption();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() {
    try (var client = console.open(installation)) {
      return path == null ? list(client) : show(client, path);
    }
  }

  private int list(ConsoleClient client) {
    var found =
        client.items(
            ApiPath.of("collections").with("limit", PAGE).with("q", find).with("is_ready", ready),
            limit);
    if (json.print(found.all())) {
      return ExitCode.OK;
    }
    if (found.all().isEmpty()) {
      out().println("No collection under review matches.");
      return ExitCode.OK;
    }
    var table = new TextTable("COLLECTION", "PROGRESS", "READY", "OPEN", "OUT", "APPROVED");
    found.all().forEach(each -> addCollection(table, each));
    table.print(out());
    printCut(found);
    return ExitCode.OK;
  }

  private int show(ConsoleClient client, String wanted) {
    var known = client.find(ApiPath.of("collections", "one").with("path", wanted));
    if (known.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              PasteableCommands.complete(
                  spec,
                  "No collection '%s' is under review. To list all: proofline collections"
                      .formatted(wanted)));
      return ExitCode.SOFTWARE;
    }
    var collection = known.get().path("collection");
    var items =
        client.items(
            ApiPath.of("collections", "items").with("path", wanted).with("limit", PAGE), limit);
    if (json.print(Map.of("collection", collection, "items", items.all()))) {
      return ExitCode.OK;
    }
    var head = new TextTable("COLLECTION", "PROGRESS", "READY", "OPEN", "OUT", "APPROVED");
    addCollection(head, collection);
    head.print(out());
    out().println();
    var table = new TextTable("ASSET", "COUNTS AS", "STATE", "PUBLICATION");
    items
        .all()
        .forEach(item ->
            table.row(
                TerminalText.text(item, "asset_id"),
                TerminalText.text(item, "standing"),
                TerminalText.state(item),
                item.path("waits").asBoolean(false) ? "once the collection is ready" : ""));
    table.print(out());
    printCut(items);
    return ExitCode.OK;
  }

  private static void addCollection(TextTable table, JsonNode collection) {
    table.row(
        TerminalText.text(collection, "path"),
        TerminalText.withSpaces(TerminalText.text(collection, "progress")),
        number(collection, "ready"),
        number(collection, "open"),
        number(collection, "out"),
        number(collection, "approved"));
  }

  private static String number(JsonNode collection, String name) {
    var number = collection.path(name);
    return number.isNumber() ? "%,d".formatted(number.asInt()) : "";
  }

  private void printCut(ConsoleClient.Items items) {
    if (!items.isWhole()) {
      out().println("These are the first %,d; there are more. Add --limit N.".formatted(limit));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
