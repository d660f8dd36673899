package io.proofline.standalone;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.ziflow.OurWebhook;
import io.proofline.workers.ziflow.OurWebhook.Installed;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our subscription to Ziflow's events: one, whatever number of times we start. */
final class WebhookAtZiflow {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookAtZiflow.class);

  private WebhookAtZiflow() {}

  /**
   * The signature key of the subscription to a target, which is made when there is none.
   *
   * @param known the key of before, which stays in use while Ziflow is away; empty for none
   * @throws StartRefused when Ziflow refuses, does not tell it, or is away and none is known
   */
  static String keyFor(URI target, String account, Partners partners, String known) {
    try (var ziflow = partners.ziflowClient()) {
      var ours = new OurWebhook(ziflow, account);
      return switch (ours.install(target, known.isEmpty() ? null : Secret.of(known))) {
        case Success<Installed>(var installed) -> key(installed);
        case Failure<Installed>(var error) -> without(error, known);
      };
    }
  }

  private static String without(ApiError error, String known) {
    if (known.isEmpty() || OurWebhook.isRefusal(error)) {
      throw new StartRefused(
          "Our webhook could not be registered: %s. %s"
              .formatted(error.text(), OurWebhook.advice(error)));
    }
    LOG.warn(
        "Whether our webhook is still there is not known: {}. Its key of before stays in use; 'proofline webhooks install' makes the webhook where it is gone",
        error.text());
    return known;
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
