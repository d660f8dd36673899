package io.proofline.sandbox.ziflow.notification;

import io.proofline.sandbox.web.FaultInjector;
import io.proofline.sandbox.web.RandomFault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Injects faults into webhook deliveries, because no source guarantees that each event is delivered
 * once and in order. Scripted faults for the next events come first, then random ones.
 */
public final class WebhookFaultInjector {
  /** A fault of one delivery. */
  public sealed interface DeliveryFault {
    /** The event is never sent. */
    record Lost() implements DeliveryFault {}

    /** The event is sent twice. */
    record Duplicated() implements DeliveryFault {}

    /** The event is sent later, possibly after a newer one. */
    record Delayed(Duration by) implements DeliveryFault {}

    /** The event is sent after the next one, or alone if there is none within that time. */
    record Reordered(Duration timeout) implements DeliveryFault {}
  }

  private final Deque<DeliveryFault> scriptedFaults = new ArrayDeque<>();
  private volatile Optional<FaultInjector> faults = Optional.empty();

  public void injectFaults(FaultInjector faultInjector) {
    faults = Optional.of(faultInjector);
  }

  public synchronized void add(DeliveryFault fault, int times) {
    for (var i = 0; i < times; i++) {
      scriptedFaults.add(fault);
    }
  }

  /** The fault of the next event, if it has one. */
  synchronized Optional<DeliveryFault> next(String action) {
    return Optional.ofNullable(scriptedFaults.poll())
        .or(() ->
            faults.flatMap(each -> each.nextEventFault(action)).map(WebhookFaultInjector::of));
  }

  private static DeliveryFault of(RandomFault randomFault) {
    return switch (randomFault.kind()) {
      case WEBHOOK_LOST -> new DeliveryFault.Lost();
      case WEBHOOK_LATE -> new DeliveryFault.Delayed(randomFault.delay());
      case WEBHOOK_DOUBLED -> new DeliveryFault.Duplicated();
      case WEBHOOK_REORDERED -> new DeliveryFault.Reordered(randomFault.delay());
      default ->
          throw new IllegalArgumentException(
              randomFault.kind().word() + " does not apply to events");
    };
  }
}
