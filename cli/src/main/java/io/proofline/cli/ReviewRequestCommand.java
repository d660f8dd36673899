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

/** Sends one kind of request for many assets, a thousand at a time. */
@Command(mixinStandardHelpOptions = true)
final class ReviewRequestCommand implements Callable<Integer> {

  /** The number of assets that the processor accepts in one request. */
  private static final int BATCH = 1000;

  /** Of more assets the first reads are not awaited. */
  private static final int MAX_AWAITED = 20;

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin AssetSelectionOptions selection = new AssetSelectionOptions();

  @Mixin ConfirmationOptions confirmation = new ConfirmationOptions();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ProcessorOptions processor = new ProcessorOptions();

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
    try (var processorClient = processor.open(installation)) {
      var assets = selection.resolve(processorClient);
      if (assets.isEmpty()) {
        print("No asset waits for this reason: there is nothing to %s.".formatted(kind));
        return ExitCode.OK;
      }
      return confirmation.runIfConfirmed(
          kind, "asset", assets, () -> request(processorClient, assets));
    }
  }

  /**
   * An id that is not known is read from the library before its request counts, so the result is
   * awaited. A withdrawal counts at once, whatever the library says.
   */
  private int request(ProcessorClient processorClient, List<String> assets) {
    var unknown =
        kind.equals(ReviewAction.WITHDRAW.word()) || assets.size() > MAX_AWAITED
            ? List.<String>of()
            : assets.stream()
                .filter(id -> FirstReads.isUnknown(processorClient.review(id)))
                .toList();
    int recorded = send(processorClient, assets);
    var reads = FirstReads.await(processorClient, unknown);
    reads.refused().forEach(id -> printRefused(processorClient, id));
    if (reads.refused().size() == assets.size()) {
      return ExitCode.SOFTWARE;
    }
    print(
        "%s to %s recorded. To see the result: proofline asset %s"
            .formatted(
                TerminalText.count(recorded - reads.refused().size(), "request"),
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
    return reads.refused().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void printRefused(ProcessorClient processorClient, String id) {
    spec.commandLine()
        .getErr()
        .println(
            PasteableCommands.complete(
                spec,
                "The library has no asset with the id %s, so the request to %s is refused. %s"
                    .formatted(
                        id, kind, FirstReads.suggestion(processorClient, id, "review " + kind))));
  }

  private int send(ProcessorClient processorClient, List<String> assets) {
    int recorded = 0;
    try {
      for (var batch : batches(assets)) {
        recorded +=
            processorClient.request(
                reason.addTo(Map.of("kind", kind, "assets", batch)), confirmation.person.email);
      }
    } catch (ProcessorClientException e) {
      throw recorded == 0
          ? e
          : new ProcessorClientException(
              "%s Before that, the first %d were recorded.".formatted(e.getMessage(), recorded));
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
