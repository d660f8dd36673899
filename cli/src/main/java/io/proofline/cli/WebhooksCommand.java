package io.proofline.cli;

import io.proofline.cli.config.AccountConfig;
import io.proofline.schemas.Secret;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.ziflow.Webhook;
import io.proofline.workers.ziflow.WebhookInstaller;
import io.proofline.workers.ziflow.WebhookInstaller.InstallResult;
import io.proofline.workers.ziflow.ZiflowClient;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Our webhook at Ziflow. */
@Command(
    name = "webhooks",
    description = {
      "Installs, lists and removes our webhook at Ziflow, which is told from others by its name,"
          + " proofline-ACCOUNT. Others are never touched."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class WebhooksCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "install",
      description =
          "Sees to it that there is one for our address, whatever number of times it is called,"
              + " with the signature key that proofline up knows; where it knows none yet, it asks"
              + " for it at its start. The key is not shown. Where the key is your own, the webhook"
              + " is for you to make.",
      mixinStandardHelpOptions = true)
  int install(
      @Mixin AccountOptions options,
      @Option(
              names = "--target",
              paramLabel = "URL",
              description = "Full address of the hook, where the settings do not say it.")
          @Nullable URI target) {
    var accountConfig = options.read();
    var to = target == null ? accountConfig.hooks() : target;
    if (to == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Where is Ziflow to tell us? Say hooks.address in the file, or --target URL.");
    }
    if (accountConfig.hasOwnWebhookKey()) {
      throw new IllegalArgumentException(manualInstructions(to));
    }
    var known = accountConfig.webhookKey().orElse(null);
    try (var ziflow = accountConfig.apiSettings().ziflowClient()) {
      return report(
          ourWebhook(ziflow, accountConfig).install(to, known), made -> report(made, known));
    }
  }

  private static String manualInstructions(URI to) {
    return """
    The gateway is told a key of yours, and what this command makes has another. Make the webhook \
    by hand, by a call of Ziflow's POST /v1/webhooks: target %s, active true, \
    generate_signature_key false, your key as webhook_signature_key, and \
    subscription_types.proof with %s. Proofline makes it where --config names a file without \
    ziflow.webhook-secret.\
    """
        .formatted(to, String.join(", ", Webhook.REQUIRED_EVENT_TYPES));
  }

  @Command(
      name = "list",
      description = "Lists all webhooks of the account, ours marked.",
      mixinStandardHelpOptions = true)
  int list(@Mixin AccountOptions options) {
    var accountConfig = options.read();
    try (var ziflow = accountConfig.apiSettings().ziflowClient()) {
      return report(
          ziflow.webhooks(), hooks -> table(hooks, WebhookInstaller.name(accountConfig.account())));
    }
  }

  @Command(
      name = "remove",
      description = "Removes ours. Verdicts are then seen when open proofs are read again.",
      mixinStandardHelpOptions = true)
  int remove(@Mixin AccountOptions options) {
    var accountConfig = options.read();
    try (var ziflow = accountConfig.apiSettings().ziflowClient()) {
      return report(
          ourWebhook(ziflow, accountConfig).remove(),
          gone -> out().println(gone == 0 ? "There was none of ours." : "Removed: " + gone));
    }
  }

  private static WebhookInstaller ourWebhook(ZiflowClient ziflow, AccountConfig accountConfig) {
    return new WebhookInstaller(ziflow, accountConfig.account());
  }

  private void report(InstallResult installResult, @Nullable Secret known) {
    out()
        .printf(
            "%s %s for %s.%n",
            installResult.webhook().name(),
            installResult.created() ? "is installed" : "was there",
            installResult.webhook().target());
    if (installResult.replacedCount() > 0) {
      out().printf("Removed what it replaces: %d%n", installResult.replacedCount());
    }
    var key = installResult.webhook().key();
    if (key != null && !key.equals(known)) {
      out().println("Its key is new: restart proofline up, until then deliveries are refused.");
    }
  }

  private void table(List<Webhook> hooks, String ours) {
    var textTable = new TextTable("WEBHOOK", "OURS", "ACTIVE", "TYPES", "ADDRESS");
    hooks.forEach(hook ->
        textTable.row(
            hook.name(),
            hook.name().equals(ours) ? "yes" : "no",
            hook.active() ? "yes" : "no",
            Integer.toString(hook.eventTypes().size()),
            hook.target()));
    textTable.print(out());
  }

  private <T> int report(CallResult<T> answer, Consumer<T> good) {
    return switch (answer) {
      case Success<T>(var value) -> {
        good.accept(value);
        out().flush();
        yield ExitCode.OK;
      }
      case Failure<T>(ApiError error) -> {
        spec.commandLine()
            .getErr()
            .printf("%s.%n%s%n", error.text(), WebhookInstaller.advice(error));
        yield ExitCode.SOFTWARE;
      }
    };
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
