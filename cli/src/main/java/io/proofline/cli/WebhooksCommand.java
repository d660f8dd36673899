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

/** Installs, lists and removes Proofline's webhook at Ziflow. */
@Command(
    name = "webhooks",
    description = {
      "Installs, lists and removes Proofline's webhook at Ziflow, proofline-ACCOUNT. Other webhooks"
          + " are never changed."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class WebhooksCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "install",
      description =
          "Creates the webhook for Proofline's address, unless it exists, with the signature key that"
              + " 'proofline up' keeps; without one, 'up' reads it at its next start. The key is not"
              + " shown. If you chose the key yourself, create the webhook by hand.",
      mixinStandardHelpOptions = true)
  int install(
      @Mixin InstallationOptions installation,
      @Mixin AccountOptions options,
      @Option(
              names = "--target",
              paramLabel = "URL",
              description = "Full address of the webhook. Default: that of the settings.")
          @Nullable URI target) {
    var accountConfig = options.read(installation);
    var to = target == null ? accountConfig.hooks() : target;
    if (to == null) {
      throw new ParameterException(
          spec.commandLine(),
          "The address for the webhook is not known. Add hooks.address to the file, or --target URL.");
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
    The gateway uses a signature key of yours; a webhook of this command would have another. Create \
    the webhook by hand with a call of Ziflow's POST /v1/webhooks: target %s, active true, \
    generate_signature_key false, your key as webhook_signature_key, and \
    subscription_types.proof with %s. Proofline creates it if --config names a file without \
    ziflow.webhook-secret.\
    """
        .formatted(to, String.join(", ", Webhook.REQUIRED_EVENT_TYPES));
  }

  @Command(
      name = "list",
      description = "Lists all webhooks of the account, and marks Proofline's.",
      mixinStandardHelpOptions = true)
  int list(@Mixin InstallationOptions installation, @Mixin AccountOptions options) {
    var accountConfig = options.read(installation);
    try (var ziflow = accountConfig.apiSettings().ziflowClient()) {
      return report(
          ziflow.webhooks(), hooks -> table(hooks, WebhookInstaller.name(accountConfig.account())));
    }
  }

  @Command(
      name = "remove",
      description =
          "Removes Proofline's webhook. Decisions are then seen when open proofs are read again.",
      mixinStandardHelpOptions = true)
  int remove(@Mixin InstallationOptions installation, @Mixin AccountOptions options) {
    var accountConfig = options.read(installation);
    try (var ziflow = accountConfig.apiSettings().ziflowClient()) {
      return report(
          ourWebhook(ziflow, accountConfig).remove(),
          removed ->
              out()
                  .println(
                      removed == 0 ? "Proofline has no webhook there." : "Removed: " + removed));
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
            installResult.created() ? "is installed" : "exists",
            installResult.webhook().target());
    if (installResult.replacedCount() > 0) {
      out().printf("Removed older webhooks of Proofline: %d%n", installResult.replacedCount());
    }
    var key = installResult.webhook().key();
    if (key != null && !key.equals(known)) {
      out().println("Its key is new. Restart 'up': until then the gateway rejects deliveries.");
    }
  }

  private void table(List<Webhook> hooks, String ours) {
    var textTable = new TextTable("WEBHOOK", "PROOFLINE'S", "ACTIVE", "TYPES", "ADDRESS");
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
