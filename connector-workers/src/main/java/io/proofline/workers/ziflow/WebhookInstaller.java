package io.proofline.workers.ziflow;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Installs and removes the Ziflow webhook of one installation, which is recognized by its name.
 * Repeated installs leave one webhook; webhooks with other names are never changed.
 */
public final class WebhookInstaller {

  private final ZiflowClient ziflow;
  private final String name;

  /**
   * The result of an install.
   *
   * @param created whether the webhook was created now
   * @param replacedCount how many of our webhooks were deleted because they had another address,
   *     were inactive or lacked event types
   */
  public record InstallResult(Webhook webhook, boolean created, int replacedCount) {}

  public WebhookInstaller(ZiflowClient ziflow, String account) {
    this.ziflow = ziflow;
    this.name = name(account);
  }

  /** The name of an installation's webhook. */
  public static String name(String account) {
    return "proofline-" + account;
  }

  /** The account's webhooks with our name. */
  public CallResult<List<Webhook>> findOwn() {
    return ziflow.webhooks().map(all -> all.stream().filter(this::isOurs).toList());
  }

  /**
   * Makes sure that exactly one webhook with our name delivers to this address. Ziflow has no call
   * to change a webhook, so a new one is created before the old ones are deleted; an event in
   * between may arrive twice, which is harmless.
   *
   * @param key the gateway's signing key, so that it accepts a new webhook's deliveries; null for
   *     none
   */
  public CallResult<InstallResult> install(URI target, @Nullable Secret key) {
    return findOwn()
        .then(ours -> {
          var good = ours.stream().filter(hook -> serves(hook, target)).findFirst();
          if (good.isPresent()) {
            var kept = good.get();
            return removeAll(without(ours, kept)).map(gone -> new InstallResult(kept, false, gone));
          }
          return ziflow
              .createWebhook(name, target, key)
              .then(made -> removeAll(ours).map(gone -> new InstallResult(made, true, gone)));
        });
  }

  /** Deletes our webhooks and returns how many there were. */
  public CallResult<Integer> remove() {
    return findOwn().then(this::removeAll);
  }

  /** Whether a webhook delivers all required event types to this address. */
  public static boolean serves(Webhook hook, URI target) {
    return hook.active()
        && hook.target().equals(target.toString())
        && hook.eventTypes().containsAll(Webhook.REQUIRED_EVENT_TYPES);
  }

  /** Whether Ziflow rejected the call, rather than being unavailable. */
  public static boolean isRefusal(ApiError error) {
    return error instanceof Rejected || error instanceof Unauthorized;
  }

  /** The next step for a person after an error of these calls. */
  public static String advice(ApiError error) {
    return isRefusal(error)
        ? "Webhooks need the key of an administrator."
        : "Try again when Ziflow answers.";
  }

  private boolean isOurs(Webhook hook) {
    return hook.name().equals(name);
  }

  private CallResult<Integer> removeAll(List<Webhook> hooks) {
    for (var hook : hooks) {
      if (ziflow.deleteWebhook(hook.id()) instanceof Failure<Boolean>(var error)) {
        return new Failure<>(error);
      }
    }
    return new Success<>(hooks.size());
  }

  private static List<Webhook> without(List<Webhook> hooks, Webhook kept) {
    var others = new ArrayList<>(hooks);
    others.remove(kept);
    return others;
  }
}
