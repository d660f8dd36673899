package io.proofline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Makes one kind of request for many assets, a thousand at a time. */
@Command(mixinStandardHelpOptions = true)
final class ReviewRequestCommand implements Callable<Integer> {

  /** The number of assets that the console accepts in one request. */
  private static final int BATCH = 1000;

  /** Of more assets neither the first reads nor the requests are awaited. */
  private static final int MAX_AWAITED = 20;

  /** The longest time that the console waits until requests are applied. */
  private static final int WAIT_SECONDS = 5;

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin AssetSelectionOptions selection = new AssetSelectionOptions();

  @Mixin ConfirmationOptions confirmation = new ConfirmationOptions();

  @Mixin JsonOption json = new JsonOption();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  /** Added as a mixin where the action takes a reason. */
  private final ReasonOptions reason = new ReasonOptions();

  private final String kind;

  private ReviewRequestCommand(ReviewAction action) {
    this.kind = action.word();
  }

  static CommandLine commandLine(ReviewAction action) {
    var request = new ReviewRequestCommand(action);
    var command = new CommandLine(request);
    if (action.takesReason()) {
      command.getCommandSpec().addMixin("reason", CommandSpec.forAnnotatedObject(request.reason));
    }
    command.getCommandSpec().name(action.word()).usageMessage().description(action.description());
    return command;
  }

  @Override
  public Integer call() {
    try (var client = console.open(installation)) {
      var assets = selection.resolve(client);
      if (assets.isEmpty()) {
        print("No asset waits for this reason: there is nothing to %s.".formatted(kind));
        return ExitCode.OK;
      }
      return confirmation.runIfConfirmed(kind, "asset", assets, () -> request(client, assets));
    }
  }

  /**
   * An id that is not known is read from the library before its request counts, so the result is
   * awaited. A withdrawal counts at once, whatever the library says.
   */
  private int request(ConsoleClient client, List<String> assets) {
    var unknown =
        kind.equals(ReviewAction.WITHDRAW.word()) || assets.size() > MAX_AWAITED
            ? List.<String>of()
            : assets.stream().filter(id -> FirstReads.isUnknown(client.review(id))).toList();
    var requests = send(client, assets);
    var reads = FirstReads.await(client, unknown);
    reads.refused().forEach(this::printRefused);
    boolean isRefused = !reads.refused().isEmpty();
    if (json.print(requests) || reads.refused().size() == assets.size()) {
      return isRefused ? ExitCode.SOFTWARE : ExitCode.OK;
    }
    printRecorded(requests, assets, reads);
    return isRefused ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private void printRecorded(
      List<JsonNode> requests, List<String> assets, FirstReads.Results reads) {
    print(
        "%s to %s recorded. To see the result: proofline asset %s"
            .formatted(
                TerminalText.count(requests.size() - reads.refused().size(), "request"),
                kind,
                assets.stream()
                    .filter(id -> !reads.refused().contains(id))
                    .findFirst()
                    .orElseThrow()));
    reads
        .pending()
        .forEach(id ->
            print(
                "Asset %s is not known yet: it is being read from the library, and the request counts once it is found."
                    .formatted(id)));
  }

  private void printRefused(String id) {
    spec.commandLine()
        .getErr()
        .println(
            "The library has no asset with the id %s, so the request to %s is refused. Ids are case-sensitive; compare it with PhotoShelter."
                .formatted(id, kind));
  }

  private List<JsonNode> send(ConsoleClient client, List<String> assets) {
    var recorded = new ArrayList<JsonNode>();
    try {
      for (var batch : batches(assets)) {
        client
            .request(
                reason.addTo(Map.of("kind", kind, "assets", batch)),
                assets.size() > MAX_AWAITED ? 0 : WAIT_SECONDS)
            .forEach(recorded::add);
      }
    } catch (ConsoleClientException e) {
      throw recorded.isEmpty()
          ? e
          : new ConsoleClientException(
              0,
              "%s Before that, the first %d were recorded."
                  .formatted(e.getMessage(), recorded.size()),
              e);
    }
    return recorded;
  }

  private static List<List<String>> batches(List<String> all) {
    var batches = new ArrayList<List<String>>();
    for (int i = 0; i < all.size(); i += BATCH) {
      batches.add(all.subList(i, Math.min(all.size(), i + BATCH)));
    }
    return batches;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(PasteableCommands.complete(spec, line));
  }
}
