package io.proofline.sandbox.ziflow.notification;

import io.proofline.sandbox.web.ExecutorShutdown;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowChange.DeliveryEnded;
import io.proofline.sandbox.ziflow.account.ZiflowChange.DeliveryStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Webhook;
import io.proofline.sandbox.ziflow.model.WebhookDelivery;
import io.proofline.sandbox.ziflow.notification.WebhookFaultInjector.DeliveryFault.Delayed;
import io.proofline.sandbox.ziflow.notification.WebhookFaultInjector.DeliveryFault.Duplicated;
import io.proofline.sandbox.ziflow.notification.WebhookFaultInjector.DeliveryFault.Lost;
import io.proofline.sandbox.ziflow.notification.WebhookFaultInjector.DeliveryFault.Reordered;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sends webhooks one at a time; retries only after the documented statuses and after timeouts. */
public final class WebhookSender implements AutoCloseable {
  /** The result of one attempt; {@code status} is null if there was no answer. */
  public record Attempt(
      String eventId,
      String webhookId,
      String action,
      String proofId,
      int number,
      @Nullable Integer status,
      Instant at,
      boolean again) {}

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
  private static final Set<Integer> RETRYABLE_STATUSES = Set.of(400, 401, 403, 404, 405);
  private static final int REMEMBERED = 500;

  private final AccountStore account;
  private final ZiflowSettings settings;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sandbox-webhooks").factory());
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(senders)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final WebhookFaultInjector faultInjector = new WebhookFaultInjector();
  private final Map<String, WebhookDelivery> heldDeliveries = new ConcurrentHashMap<>();
  private final Deque<Attempt> attempts = new ArrayDeque<>();
  private volatile boolean closed;

  public WebhookSender(AccountStore account, ZiflowSettings settings) {
    this.account = account;
    this.settings = settings;
  }

  /** Starts sending, first the deliveries that a restart left unsent. */
  public void start() {
    account.onDelivery(this::dispatch);
    account.deliveries().forEach(this::schedule);
  }

  /** The last attempts, oldest first. */
  public List<Attempt> attempts() {
    synchronized (attempts) {
      return List.copyOf(attempts);
    }
  }

  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
    http.shutdownNow();
    ExecutorShutdown.shutDown(senders);
  }

  /** The fault injector of this sender. */
  public WebhookFaultInjector faultInjector() {
    return faultInjector;
  }

  private void dispatch(WebhookDelivery webhookDelivery) {
    switch (faultInjector.next(action(webhookDelivery)).orElse(null)) {
      case null -> sendInOrder(webhookDelivery);
      case Lost _ ->
          senders.execute(
              () -> account.commit(List.of(new DeliveryEnded(webhookDelivery.eventId()))));
      case Delayed(var by) ->
          schedule(webhookDelivery.nextAttempt(0, webhookDelivery.due().plus(by)));
      case Duplicated _ -> {
        schedule(webhookDelivery);
        schedule(webhookDelivery);
      }
      case Reordered(var timeout) when !heldDeliveries.containsKey(webhookDelivery.webhookId()) ->
          hold(webhookDelivery, timeout);
      case Reordered _ -> sendInOrder(webhookDelivery);
    }
  }

  /** Sends a delivery, and after it the one that was held back for reordering. */
  private void sendInOrder(WebhookDelivery webhookDelivery) {
    var older = heldDeliveries.remove(webhookDelivery.webhookId());
    if (older == null) {
      schedule(webhookDelivery);
      return;
    }
    senders.execute(() -> {
      attempt(webhookDelivery);
      attempt(older);
    });
  }

  private void hold(WebhookDelivery webhookDelivery, Duration timeout) {
    heldDeliveries.put(webhookDelivery.webhookId(), webhookDelivery);
    var _ =
        clock.schedule(
            () -> {
              if (heldDeliveries.remove(webhookDelivery.webhookId(), webhookDelivery)) {
                schedule(webhookDelivery);
              }
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static String action(WebhookDelivery webhookDelivery) {
    return webhookDelivery.event().path("proof_event").path("action").asString("");
  }

  private void schedule(WebhookDelivery webhookDelivery) {
    if (closed) {
      return;
    }
    var wait = Duration.between(account.now(), webhookDelivery.due());
    var _ =
        clock.schedule(
            () -> senders.execute(() -> attempt(webhookDelivery)),
            Math.max(0, wait.toMillis()),
            TimeUnit.MILLISECONDS);
  }

  private void attempt(WebhookDelivery webhookDelivery) {
    var webhook = account.webhook(webhookDelivery.webhookId());
    if (webhook.isEmpty()) {
      account.commit(List.of(new DeliveryEnded(webhookDelivery.eventId())));
      return;
    }
    var number = webhookDelivery.attempts() + 1;
    var status = post(webhook.get(), webhookDelivery, number);
    if (!closed) {
      completeAttempt(webhookDelivery, number, status);
    }
  }

  private void completeAttempt(
      WebhookDelivery webhookDelivery, int number, Optional<Integer> status) {
    var again =
        status.map(RETRYABLE_STATUSES::contains).orElse(true)
            && number < settings.pace().maxAttempts();
    remember(webhookDelivery, number, status, again);
    if (again) {
      var next =
          webhookDelivery.nextAttempt(
              number, account.now().plus(settings.pace().backoffAfter(number)));
      account.commit(List.of(new DeliveryStored(next)));
      schedule(next);
    } else {
      account.commit(List.of(new DeliveryEnded(webhookDelivery.eventId())));
    }
  }

  private void remember(
      WebhookDelivery webhookDelivery, int number, Optional<Integer> status, boolean again) {
    var about = webhookDelivery.event().path("proof_event");
    synchronized (attempts) {
      if (attempts.size() == REMEMBERED) {
        attempts.removeFirst();
      }
      attempts.add(
          new Attempt(
              webhookDelivery.eventId(),
              webhookDelivery.webhookId(),
              action(webhookDelivery),
              about.path("proof_id").asString(""),
              number,
              status.orElse(null),
              account.now(),
              again));
    }
  }

  /** The status of the answer; empty after the time-out. */
  private Optional<Integer> post(Webhook webhook, WebhookDelivery webhookDelivery, int number) {
    try {
      return Optional.of(
          http.send(request(webhook, body(webhookDelivery, number)), BodyHandlers.discarding())
              .statusCode());
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("webhook {} was not answered: {}", webhook.target(), e.toString());
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private HttpRequest request(Webhook webhook, String body) {
    var target = URI.create(webhook.target());
    var request =
        HttpRequest.newBuilder(target)
            .timeout(settings.pace().responseTimeout())
            .header("Content-Type", "application/json")
            .header("x-ziflow-version", "v1")
            .POST(BodyPublishers.ofString(body));
    var key = webhook.webhookSignatureKey();
    if (key != null) {
      request.header("x-ziflow-signature", settings.signature().sign(key, target, body));
    }
    return request.build();
  }

  private String body(WebhookDelivery webhookDelivery, int number) {
    var event = (ObjectNode) webhookDelivery.event().deepCopy();
    event.put("attempt_number", number);
    event.put("attempt_at", ProofJson.date(account.now()));
    return Json.write(Json.object("events", List.of(event)));
  }
}
