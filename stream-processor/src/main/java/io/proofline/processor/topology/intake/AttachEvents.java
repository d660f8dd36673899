package io.proofline.processor.topology.intake;

import io.proofline.processor.topology.Nodes;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.UnattachedEvent;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Finds the asset of a proof event that carries no marker: by the link of its proof, else by one
 * hop to the partition of the previous version's proof. An event without a link waits two minutes,
 * since a link may arrive later than its event; after that the event is foreign and dropped.
 */
final class AttachEvents
    extends ContextualProcessor<String, UnattachedEvent, String, IntakeResult> {

  private static final Duration WAIT_FOR_LINK = Duration.ofMinutes(2);
  private static final Duration EXPIRY_CHECK_INTERVAL = Duration.ofSeconds(10);

  /** Thousands of events may wait for one link; what one transaction holds stays bounded. */
  private static final int MOST_ATTACHED = 1_000;

  private static final int MOST_EXPIRED = 10_000;

  private final ProcessorMetrics metrics;

  @SuppressWarnings("NullAway.Init") // set by init
  private ProofLinks proofLinks;

  private AttachEvents(ProcessorMetrics metrics) {
    this.metrics = metrics;
  }

  static ProcessorSupplier<String, UnattachedEvent, String, IntakeResult> supplier(
      Set<StoreBuilder<?>> stores, ProcessorMetrics metrics) {
    return Nodes.withStores(stores, () -> new AttachEvents(metrics));
  }

  @Override
  public void init(ProcessorContext<String, IntakeResult> context) {
    super.init(context);
    proofLinks = new ProofLinks(context);
    context.schedule(
        EXPIRY_CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::expireWaitingEvents);
  }

  @Override
  public void process(Record<String, UnattachedEvent> record) {
    var event = record.value();
    var link = proofLinks.of(event.getAsked());
    var previous = event.getEvent().getVersionPreviousId();
    if (link != null) {
      metrics.attachedEvent();
      IntakeResult.ofAttachedEvent(event, link.getAssetId())
          .forEach(intakeResult -> context().forward(record.withValue(intakeResult)));
    } else if (previous != null && !previous.equals(event.getAsked())) {
      var hop = UnattachedEvent.newBuilder(event).setAsked(previous).build();
      context().forward(record.withValue(new IntakeResult.OfUnattachedEvent(hop)));
    } else {
      proofLinks.addWaiting(event);
    }
  }

  private void expireWaitingEvents(long nowMillis) {
    proofLinks
        .removeWaitingBefore(nowMillis - WAIT_FOR_LINK.toMillis(), MOST_EXPIRED)
        .forEach(e -> metrics.foreignEvent());
  }

  /**
   * Stores a link and attaches the events that waited for it; if they are many, it continues every
   * second.
   */
  static final class LearnLink extends ContextualProcessor<String, Link, String, IntakeResult> {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // set by init
    private ProofLinks proofLinks;

    private LearnLink(ProcessorMetrics metrics) {
      this.metrics = metrics;
    }

    static ProcessorSupplier<String, Link, String, IntakeResult> supplier(
        Set<StoreBuilder<?>> stores, ProcessorMetrics metrics) {
      return Nodes.withStores(stores, () -> new LearnLink(metrics));
    }

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      proofLinks = new ProofLinks(context);
      context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::finish);
    }

    @Override
    public void process(Record<String, Link> record) {
      var link = record.value();
      if (link == null) {
        proofLinks.remove(record.key());
        proofLinks.setUnfinished(record.key(), null);
        return;
      }
      proofLinks.put(record.key(), link);
      attachWaiting(record.key(), link, record.timestamp());
    }

    private void finish(long nowMillis) {
      var next = proofLinks.firstUnfinished();
      if (next != null) {
        attachWaiting(next.key, next.value, nowMillis);
      }
    }

    private void attachWaiting(String proofId, Link link, long timestamp) {
      var events = proofLinks.removeWaitingFor(proofId, MOST_ATTACHED);
      for (var event : events) {
        metrics.attachedEvent();
        IntakeResult.ofAttachedEvent(event, link.getAssetId())
            .forEach(
                intakeResult -> context().forward(new Record<>(proofId, intakeResult, timestamp)));
      }
      proofLinks.setUnfinished(proofId, events.size() < MOST_ATTACHED ? null : link);
    }
  }
}
