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

/** What Ziflow says of itself; nothing is changed. */
final class ZiflowProbe {

  private final ZiflowClient ziflow;

  ZiflowProbe(ZiflowClient ziflow) {
    this.ziflow = ziflow;
  }

  /** One after the other; only the first where that fails. */
  List<ProbeResult> run(Doctor.WebhookSetup webhookSetup, Instant now) {
    var hook = webhookSetup.address();
    var answer = ziflow.checkAccess();
    var key =
        ProbeResult.of(
            answer,
            _ -> pass("Ziflow: key", "taken"),
            failOnError("Ziflow: key", "Check ziflow.api-key, and base-url where it is set."));
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
    var what = "Ziflow: webhook";
    return known
        ? pass(what, "none wanted: open proofs are read again instead")
        : warn(what, "not asked: no address is known", "Set PROOFLINE_GATEWAY_PUBLIC_URL.");
  }

  private ProbeResult webhook(URI hook, boolean byHand) {
    var what = "Ziflow: webhook";
    return ProbeResult.of(
        ziflow.webhooks(),
        hooks -> evaluate(what, hooks, hook, byHand),
        failOnError(what, "Webhooks need the key of an administrator; or say 'hooks: none'."));
  }

  private static ProbeResult evaluate(
      String what, List<Webhook> hooks, URI target, boolean byHand) {
    var install =
        byHand
            ? "Make one by hand, with your key as its webhook_signature_key."
            : "Type: proofline webhooks install";
    var here = hooks.stream().filter(hook -> hook.target().equals(target.toString())).toList();
    if (here.stream().anyMatch(hook -> WebhookInstaller.serves(hook, target))) {
      return here.size() == 1
          ? pass(what, "one for " + target)
          : warn(what, "%d for %s".formatted(here.size(), target), "Remove those you do not need.");
    }
    return here.isEmpty()
        ? fail(what, "none of %d is for %s".formatted(hooks.size(), target), install)
        : fail(what, "it is asleep, or tells not all that is needed", install);
  }

  private ProbeResult edition(Instant now) {
    var what = "Ziflow: edition";
    return ProbeResult.of(
        ziflow.searchActivity(now.minus(Duration.ofHours(1)), now),
        _ -> pass(what, "Enterprise"),
        error ->
            error.isRefusal()
                ? warn(
                    what,
                    "below Enterprise, it seems",
                    "Rules may ask for 3 stages at most on Pro, 2 on Standard, 1 on Free.")
                : warn(what, error.text(), "Ask again."));
  }

  private ProbeResult decisionReasons() {
    var what = "Ziflow: decision reasons";
    return ProbeResult.of(
        ziflow.decisionReasons(),
        labels -> pass(what, labels.isEmpty() ? "none" : String.join(", ", labels)),
        warnOnError(what, "Rules that name reasons can't be checked."));
  }
}
