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

/** Registers Proofline's webhook at Ziflow, unless it exists already. */
final class WebhookRegistration {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistration.class);

  private WebhookRegistration() {}

  /**
   * The signature key of the webhook for a target, which is created if it does not exist.
   *
   * @param known the key of an earlier start, used while Ziflow does not answer; empty for none
   * @throws StartupException if Ziflow refuses or hides the key, or does not answer and no key is
   *     known
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
          "Proofline's webhook could not be registered at Ziflow: %s. %s"
              .formatted(error.text(), WebhookInstaller.advice(error)));
    }
    LOG.warn(
        "Proofline's webhook could not be checked: {}. Its known key stays in use; 'proofline"
            + " webhooks install' creates the webhook if it is gone",
        error.text());
    return known;
  }

  private static String key(InstallResult installResult) {
    var key = installResult.webhook().key();
    if (key == null) {
      throw new StartupException(
          "Ziflow does not return the signature key of the webhook '%s'. Remove it with 'proofline webhooks remove' and start again, or create one by hand and name its key as ziflow.webhook-secret."
              .formatted(installResult.webhook().name()));
    }
    return key.value();
  }
}
