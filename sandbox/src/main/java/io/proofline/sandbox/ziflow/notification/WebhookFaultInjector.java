package io.proofline.sandbox.ziflow.notification;

import io.proofline.sandbox.web.FaultInjector;
import io.proofline.sandbox.web.RandomFault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What is to happen to the next events on their way: nothing in the sources promises that each
 * comes once and in order. What is told for the next events comes first, then chance.
 */
public final class WebhookFaultInjector {
  /** One event's fate. */
  public sealed interface DeliveryFault {
    /** It is never sent. */
    record Lost() implements DeliveryFault {}

    /** It is sent twice. */
    record Duplicated() implements DeliveryFault {}

    /** It is sent later, and so perhaps after a younger one. */
    record Delayed(Duration by) implements DeliveryFault {}

    /** It is sent after the next one, or alone when none comes for that long. */
    record Reordered(Duration patience) implements DeliveryFault {}
  }

  private final Deque<DeliveryFault> scriptedFaults = new ArrayDeque<>();
  private volatile Optional<FaultInjector> faults = Optional.empty();

  public void injectFaults(FaultInjector trouble) {
    faults = Optional.of(trouble);
  }

  public synchronized void add(DeliveryFault fault, int times) {
    for (var i = 0; i < times; i++) {
      scriptedFaults.add(fault);
    }
  }

  /** The fate of the next event, if it has one. */
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
          throw new IllegalArgumentException(randomFault.kind().word() + " befalls no event");
    };
  }
}
