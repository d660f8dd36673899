package io.proofline.workers.doctor;

import static io.proofline.workers.finding.Finding.fail;
import static io.proofline.workers.finding.Finding.failing;
import static io.proofline.workers.finding.Finding.pass;
import static io.proofline.workers.finding.Finding.warn;
import static io.proofline.workers.finding.Finding.warning;

import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.finding.Finding;
import io.proofline.workers.ziflow.OurWebhook;
import io.proofline.workers.ziflow.Webhook;
import io.proofline.workers.ziflow.ZiflowClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What Ziflow says of itself; nothing is changed. */
final class ZiflowExam {

  private final ZiflowClient ziflow;

  ZiflowExam(ZiflowClient ziflow) {
    this.ziflow = ziflow;
  }

  /** One after the other; only the first where that fails. */
  List<Finding> findings(Doctor.Hooks hooks, Instant now) {
    var hook = hooks.address();
    var answer = ziflow.answers();
    var key =
        Finding.of(
            answer,
            _ -> pass("Ziflow: key", "taken"),
            failing("Ziflow: key", "Check ziflow.api-key, and base-url where it is set."));
    var findings = new ArrayList<>(List.of(key));
    if (answer instanceof Success<Boolean>) {
      findings.add(hook == null ? withoutHook(hooks.areKnown()) : webhook(hook, hooks.byHand()));
      findings.add(edition(now));
      findings.add(reasons());
    }
    return findings;
  }

  private static Finding withoutHook(boolean known) {
    var what = "Ziflow: webhook";
    return known
        ? pass(what, "none wanted: open proofs are read again instead")
        : warn(what, "not asked: no address is known", "Set PROOFLINE_GATEWAY_PUBLIC_URL.");
  }

  private Finding webhook(URI hook, boolean byHand) {
    var what = "Ziflow: webhook";
    return Finding.of(
        ziflow.webhooks(),
        hooks -> judged(what, hooks, hook, byHand),
        failing(what, "Webhooks need the key of an administrator; or say 'hooks: none'."));
  }

  private static Finding judged(String what, List<Webhook> hooks, URI target, boolean byHand) {
    var install =
        byHand
            ? "Make one by hand, with your key as its webhook_signature_key."
            : "Type: proofline webhooks install";
    var here = hooks.stream().filter(hook -> hook.target().equals(target.toString())).toList();
    if (here.stream().anyMatch(hook -> OurWebhook.serves(hook, target))) {
      return here.size() == 1
          ? pass(what, "one for " + target)
          : warn(what, "%d for %s".formatted(here.size(), target), "Remove those you do not need.");
    }
    return here.isEmpty()
        ? fail(what, "none of %d is for %s".formatted(hooks.size(), target), install)
        : fail(what, "it is asleep, or tells not all that is needed", install);
  }

  private Finding edition(Instant now) {
    var what = "Ziflow: edition";
    return Finding.of(
        ziflow.activity(now.minus(Duration.ofHours(1)), now),
        _ -> pass(what, "Enterprise"),
        error ->
            error.isRefusal()
                ? warn(
                    what,
                    "below Enterprise, it seems",
                    "Rules may ask for 3 stages at most on Pro, 2 on Standard, 1 on Free.")
                : warn(what, error.text(), "Ask again."));
  }

  private Finding reasons() {
    var what = "Ziflow: decision reasons";
    return Finding.of(
        ziflow.reasons(),
        labels -> pass(what, labels.isEmpty() ? "none" : String.join(", ", labels)),
        warning(what, "Rules that name reasons can't be checked."));
  }
}
