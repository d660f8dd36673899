package io.proofline.console.notification;

import io.proofline.console.notification.AttemptResult.Failure;
import io.proofline.console.notification.Outbox.DueDelivery;
import io.proofline.console.readmodel.ReadModelIncompleteException;
import io.proofline.schemas.RestartingThread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Takes new events into the outbox, and sends those that are due, as long as this console has the
 * lease. Sending and recording are two steps: a console that is killed between them sends the event
 * again, with the same id.
 */
final class Deliveries implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration RESTART = Duration.ofSeconds(1);
  private static final Duration OBSERVED_EVERY = Duration.ofSeconds(1);
  private static final Duration CLEANED_EVERY = Duration.ofMinutes(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final Subscriptions subscriptions;
  private final SubscriptionAdministration administration;
  private final AuditEventSource auditEvents;
  private final ConditionQueries queries;
  private final OperationalConditions conditions;
  private final Outbox outbox;
  private final EventSender sender;
  private final Lease lease;
  private final NotificationSettings settings;
  private final RetrySchedule schedule;
  private final InstantSource clock;
  private final RestartingThread thread;
  private final Semaphore wake = new Semaphore(0);

  /** Deliveries that are being sent, with their subscriptions. */
  private final Map<Long, String> running = new ConcurrentHashMap<>();

  private Instant observedAt = Instant.EPOCH;
  private Instant cleanedAt = Instant.EPOCH;

  Deliveries(
      Subscriptions subscriptions,
      SubscriptionAdministration administration,
      AuditEventSource auditEvents,
      ConditionQueries queries,
      OperationalConditions conditions,
      Outbox outbox,
      EventSender sender,
      Lease lease,
      NotificationSettings settings,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.administration = administration;
    this.auditEvents = auditEvents;
    this.queries = queries;
    this.conditions = conditions;
    this.outbox = outbox;
    this.sender = sender;
    this.lease = lease;
    this.settings = settings;
    this.schedule = settings.schedule();
    this.clock = clock;
    this.thread =
        new RestartingThread(
            "The delivery of notifications",
            Thread.ofPlatform().name("console-notifications").daemon(),
            RESTART,
            STOP_TIMEOUT,
            this::run,
            _ -> {});
  }

  private void run(RestartingThread.StopRequest stop) {
    try {
      while (!stop.isRequested()) {
        pass();
        await();
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Notifications wait for the database: {}", e.getMessage());
    }
  }

  /** Until a delivery has ended, so that the next one of its asset goes at once. */
  private void await() {
    try {
      if (wake.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass() {
    if (!lease.hold()) {
      return;
    }
    var all = subscriptions.all();
    observe(all);
    for (var subscription : all) {
      if (subscription.isEnabled()) {
        takeNew(subscription);
        startDue(subscription);
      }
    }
    clean();
  }

  private void observe(List<Subscription> all) {
    var now = clock.instant();
    if (observedAt.plus(OBSERVED_EVERY).isAfter(now)) {
      return;
    }
    observedAt = now;
    try {
      conditions.observe(queries.present(all), all);
    } catch (ReadModelIncompleteException e) {
      LOG.debug("Conditions are observed later: {}", e.getMessage());
    }
  }

  private void takeNew(Subscription subscription) {
    try {
      auditEvents.takeNew(subscription);
    } catch (ReadModelIncompleteException e) {
      LOG.debug("New events are taken later: {}", e.getMessage());
    }
  }

  private void startDue(Subscription subscription) {
    var ofSubscription =
        running.entrySet().stream()
            .filter(each -> each.getValue().equals(subscription.id()))
            .map(Map.Entry::getKey)
            .toList();
    int free = settings.parallel() - ofSubscription.size();
    var due =
        free > 0 ? outbox.due(subscription.id(), ofSubscription, free) : List.<DueDelivery>of();
    for (var delivery : due) {
      running.put(delivery.id(), subscription.id());
      Thread.ofVirtual().name("notification-", 0).start(() -> deliver(subscription, delivery));
    }
  }

  private void deliver(Subscription subscription, DueDelivery delivery) {
    try {
      attempt(subscription, delivery);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "The attempt to deliver event {} to subscription {} is not recorded, and is repeated: {}",
          delivery.eventId(),
          subscription.id(),
          e.getMessage());
    } finally {
      running.remove(delivery.id());
      wake.release();
    }
  }

  private void attempt(Subscription subscription, DueDelivery delivery) {
    var began = clock.instant();
    var result = sender.send(subscription, delivery, began);
    if (result.failure() == null) {
      outbox.record(subscription.id(), delivery, began, result, null);
      return;
    }
    int failures = delivery.failures() + 1;
    var delay =
        schedule.delay(failures, result.retryAfter(), ThreadLocalRandom.current().nextDouble());
    outbox.record(subscription.id(), delivery, began, result, delay.orElse(null));
    if (result.failure() == Failure.GONE) {
      administration.disableGone(subscription.id());
    } else if (delay.isEmpty()) {
      LOG.warn(
          "Event {} is given up: subscription {} did not take it in {} attempts, at last {}",
          delivery.eventId(),
          subscription.id(),
          failures,
          result.failure().word());
    }
  }

  private void clean() {
    var now = clock.instant();
    if (cleanedAt.plus(CLEANED_EVERY).isBefore(now)) {
      outbox.deleteEndedBefore(now.minus(settings.keptFor()));
      cleanedAt = now;
    }
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Attempts that run are ended and recorded, before another console may begin. */
  @Override
  public void stop() {
    thread.stop();
    awaitRunning();
    sender.close();
    try {
      lease.release();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Another console delivers once the lease has ended: {}", e.getMessage());
    }
  }

  private void awaitRunning() {
    var end = clock.instant().plus(STOP_TIMEOUT);
    while (!running.isEmpty() && clock.instant().isBefore(end)) {
      await();
    }
  }

  @Override
  public boolean isRunning() {
    return thread.isRunning();
  }
}
