package io.proofline.processor.topology;

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
 * Finds the asset of a proof event that carries no marker: by the link of the proof that is asked,
 * else one hop to the partition of the proof before it. What finds no link waits, since a link may
 * come later than an event; what has waited long enough is foreign.
 */
final class Attach extends ContextualProcessor<String, UnattachedEvent, String, Arrival> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final ProcessorMetrics metrics;

  @SuppressWarnings("NullAway.Init") // by init
  private Links links;

  private Attach(ProcessorMetrics metrics) {
    this.metrics = metrics;
  }

  static ProcessorSupplier<String, UnattachedEvent, String, Arrival> supplier(
      Set<StoreBuilder<?>> stores, ProcessorMetrics metrics) {
    return Nodes.with(stores, () -> new Attach(metrics));
  }

  @Override
  public void init(ProcessorContext<String, Arrival> context) {
    super.init(context);
    links = new Links(context);
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::giveUp);
  }

  @Override
  public void process(Record<String, UnattachedEvent> record) {
    var event = record.value();
    var link = links.of(event.getAsked());
    var previous = event.getEvent().getVersionPreviousId();
    if (link != null) {
      metrics.attachedEvent();
      Arrival.addressed(event, link.getAssetId())
          .forEach(arrival -> context().forward(record.withValue(arrival)));
    } else if (previous != null && !previous.equals(event.getAsked())) {
      var hop = UnattachedEvent.newBuilder(event).setAsked(previous).build();
      context().forward(record.withValue(new Arrival.OfEvent(hop)));
    } else {
      links.keep(event);
    }
  }

  private void giveUp(long nowMillis) {
    links.expire(nowMillis - PATIENCE.toMillis()).forEach(e -> metrics.foreignEvent());
  }

  /** Learns a link, and lets go what waited for it. */
  static final class Learn extends ContextualProcessor<String, Link, String, Arrival> {

    private final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // by init
    private Links links;

    private Learn(ProcessorMetrics metrics) {
      this.metrics = metrics;
    }

    static ProcessorSupplier<String, Link, String, Arrival> supplier(
        Set<StoreBuilder<?>> stores, ProcessorMetrics metrics) {
      return Nodes.with(stores, () -> new Learn(metrics));
    }

    @Override
    public void init(ProcessorContext<String, Arrival> context) {
      super.init(context);
      links = new Links(context);
    }

    @Override
    public void process(Record<String, Link> record) {
      var link = record.value();
      if (link == null) {
        links.forget(record.key());
        return;
      }
      links.learn(record.key(), link);
      for (var event : links.release(record.key())) {
        metrics.attachedEvent();
        Arrival.addressed(event, link.getAssetId())
            .forEach(arrival -> context().forward(record.withValue(arrival)));
      }
    }
  }
}
