package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.Mishaps.Mishap.Doubled;
import io.proofline.sandbox.ziflow.Mishaps.Mishap.Late;
import io.proofline.sandbox.ziflow.Mishaps.Mishap.Lost;
import io.proofline.sandbox.ziflow.Mishaps.Mishap.Reordered;
import io.proofline.sandbox.ziflow.ZiflowChange.DeliveryEnded;
import io.proofline.sandbox.ziflow.ZiflowChange.DeliveryStored;
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

/** Posts events, one at a time, and tries again after the documented refusals and silences only. */
final class WebhookSender implements AutoCloseable {
  /** What became of one attempt; {@code status} is null where no answer came. */
  record Attempt(
      String eventId,
      String webhookId,
      String action,
      String proofId,
      int number,
      @Nullable Integer status,
      Instant at,
      boolean again) {}

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
  private static final Set<Integer> RETRIED = Set.of(400, 401, 403, 404, 405);
  private static final int REMEMBERED = 500;

  private final Desk desk;
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
  private final Mishaps mishaps = new Mishaps();
  private final Map<String, Delivery> held = new ConcurrentHashMap<>();
  private final Deque<Attempt> attempts = new ArrayDeque<>();
  private volatile boolean closed;

  WebhookSender(Desk desk, ZiflowSettings settings) {
    this.desk = desk;
    this.settings = settings;
  }

  /** Takes up what a restart left unsent, and everything from now on. */
  void start() {
    desk.onDelivery(this::setOut);
    desk.deliveries().forEach(this::schedule);
  }

  /** The last attempts, oldest first. */
  List<Attempt> attempts() {
    synchronized (attempts) {
      return List.copyOf(attempts);
    }
  }

  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
    http.shutdownNow();
    Stopping.now(senders);
  }

  /** What shall go wrong with the next events. */
  Mishaps mishaps() {
    return mishaps;
  }

  private void setOut(Delivery delivery) {
    switch (mishaps.next(action(delivery)).orElse(null)) {
      case null -> inTurn(delivery);
      case Lost _ ->
          senders.execute(() -> desk.change(List.of(new DeliveryEnded(delivery.eventId()))));
      case Late(var by) -> schedule(delivery.again(0, delivery.due().plus(by)));
      case Doubled _ -> {
        schedule(delivery);
        schedule(delivery);
      }
      case Reordered(var patience) when !held.containsKey(delivery.webhookId()) ->
          hold(delivery, patience);
      case Reordered _ -> inTurn(delivery);
    }
  }

  /** Goes out, and behind it what was held back for it. */
  private void inTurn(Delivery delivery) {
    var older = held.remove(delivery.webhookId());
    if (older == null) {
      schedule(delivery);
      return;
    }
    senders.execute(() -> {
      attempt(delivery);
      attempt(older);
    });
  }

  private void hold(Delivery delivery, Duration patience) {
    held.put(delivery.webhookId(), delivery);
    var _ =
        clock.schedule(
            () -> {
              if (held.remove(delivery.webhookId(), delivery)) {
                schedule(delivery);
              }
            },
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static String action(Delivery delivery) {
    return delivery.event().path("proof_event").path("action").asString("");
  }

  private void schedule(Delivery delivery) {
    if (closed) {
      return;
    }
    var wait = Duration.between(desk.now(), delivery.due());
    var _ =
        clock.schedule(
            () -> senders.execute(() -> attempt(delivery)),
            Math.max(0, wait.toMillis()),
            TimeUnit.MILLISECONDS);
  }

  private void attempt(Delivery delivery) {
    var webhook = desk.webhook(delivery.webhookId());
    if (webhook.isEmpty()) {
      desk.change(List.of(new DeliveryEnded(delivery.eventId())));
      return;
    }
    var number = delivery.attempts() + 1;
    var status = post(webhook.get(), delivery, number);
    if (!closed) {
      conclude(delivery, number, status);
    }
  }

  private void conclude(Delivery delivery, int number, Optional<Integer> status) {
    var again = status.map(RETRIED::contains).orElse(true) && number < settings.pace().attempts();
    remember(delivery, number, status, again);
    if (again) {
      var next = delivery.again(number, desk.now().plus(settings.pace().waitAfter(number)));
      desk.change(List.of(new DeliveryStored(next)));
      schedule(next);
    } else {
      desk.change(List.of(new DeliveryEnded(delivery.eventId())));
    }
  }

  private void remember(Delivery delivery, int number, Optional<Integer> status, boolean again) {
    var about = delivery.event().path("proof_event");
    synchronized (attempts) {
      if (attempts.size() == REMEMBERED) {
        attempts.removeFirst();
      }
      attempts.add(
          new Attempt(
              delivery.eventId(),
              delivery.webhookId(),
              action(delivery),
              about.path("proof_id").asString(""),
              number,
              status.orElse(null),
              desk.now(),
              again));
    }
  }

  /** The status of the answer; empty where none came in time. */
  private Optional<Integer> post(Webhook webhook, Delivery delivery, int number) {
    try {
      return Optional.of(
          http.send(request(webhook, body(delivery, number)), BodyHandlers.discarding())
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
            .timeout(settings.pace().answerLimit())
            .header("Content-Type", "application/json")
            .header("x-ziflow-version", "v1")
            .POST(BodyPublishers.ofString(body));
    var key = webhook.webhookSignatureKey();
    if (key != null) {
      request.header("x-ziflow-signature", settings.signature().sign(key, target, body));
    }
    return request.build();
  }

  private String body(Delivery delivery, int number) {
    var event = (ObjectNode) delivery.event().deepCopy();
    event.put("attempt_number", number);
    event.put("attempt_at", Answers.date(desk.now()));
    return Json.write(Json.object("events", List.of(event)));
  }
}
