package io.proofline.standalone.cli;

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
  int select(@Mixin AssetsOptions assets, @Mixin AskingOptions how, @Mixin DoorOptions at) {
    return ask("select", assets, how, at);
  }

  @Command(
      name = "start",
      description = "Starts a review at once, whatever the rules pick.",
      mixinStandardHelpOptions = true)
  int start(@Mixin AssetsOptions assets, @Mixin AskingOptions how, @Mixin DoorOptions at) {
    return ask("start", assets, how, at);
  }

  @Command(
      name = "cancel",
      description = "Ends open reviews: nobody is asked any more.",
      mixinStandardHelpOptions = true)
  int cancel(@Mixin AssetsOptions assets, @Mixin AskingOptions how, @Mixin DoorOptions at) {
    return ask("cancel", assets, how, at);
  }

  @Command(
      name = "withdraw",
      description =
          "Takes assets out of use, at once: out of what we published, status 'withdrawn'. It"
              + " outranks every verdict, until reinstate.",
      mixinStandardHelpOptions = true)
  int withdraw(@Mixin AssetsOptions assets, @Mixin AskingOptions how, @Mixin DoorOptions at) {
    return ask("withdraw", assets, how, at);
  }

  @Command(
      name = "reinstate",
      description = "Takes a withdrawal back: the verdict counts again.",
      mixinStandardHelpOptions = true)
  int reinstate(@Mixin AssetsOptions assets, @Mixin AskingOptions how, @Mixin DoorOptions at) {
    return ask("reinstate", assets, how, at);
  }

  @Command(
      name = "reroute",
      description = "Chooses the stages anew by the rules in force.",
      mixinStandardHelpOptions = true)
  int reroute(@Mixin AssetsOptions assets, @Mixin AskingOptions how, @Mixin DoorOptions at) {
    return ask("reroute", assets, how, at);
  }

  @Command(
      name = "pause",
      description = "Does nothing more for assets until resume; withdrawals go on.",
      mixinStandardHelpOptions = true)
  int pause(@Mixin AssetsOptions assets, @Mixin AskingOptions how, @Mixin DoorOptions at) {
    return ask("pause", assets, how, at);
  }

  @Command(
      name = "resume",
      description = "Goes on with assets that were paused.",
      mixinStandardHelpOptions = true)
  int resume(@Mixin AssetsOptions assets, @Mixin AskingOptions how, @Mixin DoorOptions at) {
    return ask("resume", assets, how, at);
  }

  @Command(
      name = "reread",
      description = "Reads the asset and its proof again, for when something seems out of date.",
      mixinStandardHelpOptions = true)
  int reread(@Mixin AssetsOptions assets, @Mixin AskingOptions how, @Mixin DoorOptions at) {
    return ask("reread", assets, how, at);
  }

  private int ask(String kind, AssetsOptions which, AskingOptions how, DoorOptions at) {
    try (var door = at.open()) {
      var assets = which.assets(door);
      if (assets.isEmpty()) {
        out("Nothing of that kind waits: there is nothing to " + kind + ".");
        return ExitCode.OK;
      }
      return how.go(kind, "asset", assets, () -> request(door, kind, assets, how));
    }
  }

  private int request(Door door, String kind, List<String> assets, AskingOptions how) {
    int recorded = 0;
    try {
      for (var batch : batches(assets)) {
        recorded += door.request(Map.of("kind", kind, "assets", batch), how.as);
      }
    } catch (DoorFailed e) {
      throw recorded == 0
          ? e
          : new DoorFailed(
              "%s Before that, the first %d were put on record."
                  .formatted(e.getMessage(), recorded));
    }
    out(
        "%s to %s on record. What became of it: proofline asset %s"
            .formatted(Told.count(recorded, "request"), kind, assets.getFirst()));
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
