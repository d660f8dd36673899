package io.proofline.standalone;

import io.proofline.cli.StartupException;
import io.proofline.cli.config.ApiSettings;
import io.proofline.schemas.Secret;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.ziflow.WebhookInstaller;
import io.proofline.workers.ziflow.WebhookInstaller.InstallResult;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our subscription to Ziflow's events: one, whatever number of times we start. */
final class WebhookRegistration {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistration.class);

  private WebhookRegistration() {}

  /**
   * The signature key of the subscription to a target, which is made when there is none.
   *
   * @param known the key of before, which stays in use while Ziflow is away; empty for none
   * @throws StartupException when Ziflow refuses, does not tell it, or is away and none is known
   */
  static String installAndGetKey(
      URI target, String account, ApiSettings apiSettings, String known) {
    try (var ziflow = apiSettings.ziflowClient()) {
      var ours = new WebhookInstaller(ziflow, account);
      return switch (ours.install(target, known.isEmpty() ? null : Secret.of(known))) {
        case Success<InstallResult>(var installResult) -> key(installResult);
        case Failure<InstallResult>(var error) -> knownKeyOrThrow(error, known);
      };
    }
  }

  private static String knownKeyOrThrow(ApiError error, String known) {
    if (known.isEmpty() || WebhookInstaller.isRefusal(error)) {
      throw new StartupException(
          "Our webhook could not be registered: %s. %s"
              .formatted(error.text(), WebhookInstaller.advice(error)));
    }
    LOG.warn(
        "Whether our webhook is still there is not known: {}. Its key of before stays in use; 'proofline webhooks install' makes the webhook where it is gone",
        error.text());
    return known;
  }

  private static String key(InstallResult installResult) {
    var key = installResult.webhook().key();
    if (key == null) {
      throw new StartupException(
          "Ziflow does not tell the signature key of our webhook '%s'. Remove it with 'proofline webhooks remove' and start again, or make one by hand and name its key as ziflow.webhook-secret."
              .formatted(installResult.webhook().name()));
    }
    return key.value();
  }
}
