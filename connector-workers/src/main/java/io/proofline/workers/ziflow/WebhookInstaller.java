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
 * The webhook of one installation, told from others by its name. There is one, whatever number of
 * times it is installed; webhooks of other names are never touched.
 */
public final class WebhookInstaller {

  private final ZiflowClient ziflow;
  private final String name;

  /**
   * What an installation ended in.
   *
   * @param created whether it was made now
   * @param replacedCount how many of ours went, since they were for another address, asleep or of
   *     too few types
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

  /** Those of our name. */
  public CallResult<List<Webhook>> findOwn() {
    return ziflow.webhooks().map(all -> all.stream().filter(this::isOurs).toList());
  }

  /**
   * Sees to it that there is one, for this address. There is no call that changes one, so a new one
   * is made before those that it replaces go: between the two an event may come twice, which does
   * no harm.
   *
   * @param key that the gateway knows, so that it takes what a new one sends; null for none
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

  /** Ends ours; how many there were. */
  public CallResult<Integer> remove() {
    return findOwn().then(this::removeAll);
  }

  /** Whether a webhook tells an address all that we live on. */
  public static boolean serves(Webhook hook, URI target) {
    return hook.active()
        && hook.target().equals(target.toString())
        && hook.eventTypes().containsAll(Webhook.REQUIRED_EVENT_TYPES);
  }

  /** Whether an error of these calls is Ziflow's no, and not an outage. */
  public static boolean isRefusal(ApiError error) {
    return error instanceof Rejected || error instanceof Unauthorized;
  }

  /** What to do about an error of these calls. */
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
