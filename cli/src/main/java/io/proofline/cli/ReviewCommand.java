package io.proofline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What an operator wants done with the reviews of assets. Each is a request, and on record. */
@Command(
    name = "review",
    description =
        "Asks for something to be done with the reviews of assets. It is on record at once, and"
            + " done a moment later: proofline asset ID shows what became of it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ReviewCommand {

  /** As many as one request takes. */
  private static final int BATCH = 1000;

  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "select",
      description = "Selects assets for review, as a person does with the gallery or keyword.",
      mixinStandardHelpOptions = true)
  int select(
      @Mixin AssetSelectionOptions assets,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions at) {
    return ask("select", assets, how, at);
  }

  @Command(
      name = "start",
      description = "Starts a review at once, whatever the rules pick.",
      mixinStandardHelpOptions = true)
  int start(
      @Mixin AssetSelectionOptions assets,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions at) {
    return ask("start", assets, how, at);
  }

  @Command(
      name = "cancel",
      description = "Ends open reviews: nobody is asked any more.",
      mixinStandardHelpOptions = true)
  int cancel(
      @Mixin AssetSelectionOptions assets,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions at) {
    return ask("cancel", assets, how, at);
  }

  @Command(
      name = "withdraw",
      description =
          "Takes assets out of use, at once: out of what we published, status 'withdrawn'. It"
              + " outranks every verdict, until reinstate.",
      mixinStandardHelpOptions = true)
  int withdraw(
      @Mixin AssetSelectionOptions assets,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions at) {
    return ask("withdraw", assets, how, at);
  }

  @Command(
      name = "reinstate",
      description = "Takes a withdrawal back: the verdict counts again.",
      mixinStandardHelpOptions = true)
  int reinstate(
      @Mixin AssetSelectionOptions assets,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions at) {
    return ask("reinstate", assets, how, at);
  }

  @Command(
      name = "reroute",
      description = "Chooses the stages anew by the rules in force.",
      mixinStandardHelpOptions = true)
  int reroute(
      @Mixin AssetSelectionOptions assets,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions at) {
    return ask("reroute", assets, how, at);
  }

  @Command(
      name = "pause",
      description = "Does nothing more for assets until resume; withdrawals go on.",
      mixinStandardHelpOptions = true)
  int pause(
      @Mixin AssetSelectionOptions assets,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions at) {
    return ask("pause", assets, how, at);
  }

  @Command(
      name = "resume",
      description = "Goes on with assets that were paused.",
      mixinStandardHelpOptions = true)
  int resume(
      @Mixin AssetSelectionOptions assets,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions at) {
    return ask("resume", assets, how, at);
  }

  @Command(
      name = "reread",
      description = "Reads the asset and its proof again, for when something seems out of date.",
      mixinStandardHelpOptions = true)
  int reread(
      @Mixin AssetSelectionOptions assets,
      @Mixin ConfirmationOptions how,
      @Mixin ProcessorOptions at) {
    return ask("reread", assets, how, at);
  }

  private int ask(
      String kind, AssetSelectionOptions which, ConfirmationOptions how, ProcessorOptions at) {
    try (var processorClient = at.open()) {
      var assets = which.resolve(processorClient);
      if (assets.isEmpty()) {
        out("Nothing of that kind waits: there is nothing to " + kind + ".");
        return ExitCode.OK;
      }
      return how.runIfConfirmed(
          kind, "asset", assets, () -> request(processorClient, kind, assets, how));
    }
  }

  private int request(
      ProcessorClient processorClient, String kind, List<String> assets, ConfirmationOptions how) {
    int recorded = 0;
    try {
      for (var batch : batches(assets)) {
        recorded += processorClient.request(Map.of("kind", kind, "assets", batch), how.as);
      }
    } catch (ProcessorClientException e) {
      throw recorded == 0
          ? e
          : new ProcessorClientException(
              "%s Before that, the first %d were put on record."
                  .formatted(e.getMessage(), recorded));
    }
    out(
        "%s to %s on record. What became of it: proofline asset %s"
            .formatted(TerminalText.count(recorded, "request"), kind, assets.getFirst()));
    return ExitCode.OK;
  }

  private static List<List<String>> batches(List<String> all) {
    var batches = new ArrayList<List<String>>();
    for (int i = 0; i < all.size(); i += BATCH) {
      batches.add(all.subList(i, Math.min(all.size(), i + BATCH)));
    }
    return batches;
  }

  private void out(String line) {
    spec.commandLine().getOut().println(line);
  }
}
