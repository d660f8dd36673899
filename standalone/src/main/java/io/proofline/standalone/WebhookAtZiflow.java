package io.proofline.standalone;

import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.ziflow.OurWebhook;
import io.proofline.workers.ziflow.OurWebhook.Installed;
import java.net.URI;

/** Our subscription to Ziflow's events: one, whatever number of times we start. */
final class WebhookAtZiflow {

  private WebhookAtZiflow() {}

  /**
   * The signature key of the subscription to a target, which is made when there is none.
   *
   * @throws StartRefused when Ziflow does not give it
   */
  static String keyFor(URI target, String account, Partners partners) {
    try (var ziflow = partners.ziflowClient()) {
      return switch (new OurWebhook(ziflow, account).install(target)) {
        case Done<Installed>(var installed) -> key(installed);
        case Failed<Installed>(var error) ->
            throw new StartRefused(
                "Our webhook could not be registered: %s. Webhooks need an administrator's key."
                    .formatted(error.text()));
      };
    }
  }

  private static String key(Installed installed) {
    var key = installed.webhook().key();
    if (key == null) {
      throw new StartRefused(
          "Ziflow does not tell the signature key of our webhook '%s'. Remove it with 'proofline webhooks remove' and start again, or make one by hand and name its key as ziflow.webhook-secret."
              .formatted(installed.webhook().name()));
    }
    return key.value();
  }
}
