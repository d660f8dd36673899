package io.proofline.workers.doctor;

import static io.proofline.workers.probe.ProbeResult.fail;
import static io.proofline.workers.probe.ProbeResult.failOnError;
import static io.proofline.workers.probe.ProbeResult.pass;
import static io.proofline.workers.probe.ProbeResult.warn;
import static io.proofline.workers.probe.ProbeResult.warnOnError;

import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.probe.ProbeResult;
import io.proofline.workers.ziflow.Webhook;
import io.proofline.workers.ziflow.WebhookInstaller;
import io.proofline.workers.ziflow.ZiflowClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks the access to Ziflow, its webhook and the account, without changes. */
final class ZiflowProbe {

  private final ZiflowClient ziflow;

  ZiflowProbe(ZiflowClient ziflow) {
    this.ziflow = ziflow;
  }

  /** Runs all checks in order; only the first if that fails. */
  List<ProbeResult> run(Doctor.WebhookSetup webhookSetup, Instant now) {
    var hook = webhookSetup.address();
    var answer = ziflow.checkAccess();
    var key =
        ProbeResult.of(
            answer,
            _ -> pass("Ziflow: key", "accepted"),
            failOnError("Ziflow: key", "Check ziflow.api-key, and base-url if it is set."));
    var results = new ArrayList<>(List.of(key));
    if (answer instanceof Success<Boolean>) {
      results.add(
          hook == null
              ? noWebhook(webhookSetup.addressKnown())
              : webhook(hook, webhookSetup.managedByUser()));
      results.add(edition(now));
      results.add(decisionReasons());
    }
    return results;
  }

  private static ProbeResult noWebhook(boolean known) {
    var check = "Ziflow: webhook";
    return known
        ? pass(check, "switched off: open proofs are read at intervals instead")
        : warn(check, "not checked: its address is unknown", "Set PROOFLINE_GATEWAY_PUBLIC_URL.");
  }

  private ProbeResult webhook(URI hook, boolean managedByUser) {
    var check = "Ziflow: webhook";
    return ProbeResult.of(
        ziflow.webhooks(),
        hooks -> evaluate(check, hooks, hook, managedByUser),
        failOnError(check, "Use the key of an administrator, or set 'hooks: none'."));
  }

  private static ProbeResult evaluate(
      String check, List<Webhook> hooks, URI target, boolean managedByUser) {
    var install =
        managedByUser
            ? "Create one in Ziflow, with your key as its webhook_signature_key."
            : "Run: proofline webhooks install";
    var here = hooks.stream().filter(hook -> hook.target().equals(target.toString())).toList();
    if (here.stream().anyMatch(hook -> WebhookInstaller.serves(hook, target))) {
      return here.size() == 1
          ? pass(check, "one for " + target)
          : warn(check, "%d for %s".formatted(here.size(), target), "Delete the others in Ziflow.");
    }
    return here.isEmpty()
        ? fail(check, "none of %d is for %s".formatted(hooks.size(), target), install)
        : fail(check, "it is inactive, or lacks event types", install);
  }

  private ProbeResult edition(Instant now) {
    var check = "Ziflow: edition";
    return ProbeResult.of(
        ziflow.searchActivity(now.minus(Duration.ofHours(1)), now),
        _ -> pass(check, "Enterprise"),
        error ->
            error.isRefusal()
                ? warn(
                    check,
                    "probably below Enterprise",
                    "Use at most 3 stages per route on Pro, 2 on Standard, 1 on Free.")
                : warn(check, error.text(), "Run doctor again."));
  }

  private ProbeResult decisionReasons() {
    var check = "Ziflow: decision reasons";
    return ProbeResult.of(
        ziflow.decisionReasons(),
        labels -> pass(check, labels.isEmpty() ? "none" : String.join(", ", labels)),
        warnOnError(check, "Check the reasons in the rules by hand."));
  }
}
