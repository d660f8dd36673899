package io.proofline.processor.topology;

import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.UnattachedEvent;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
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
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, UnattachedEvent, String, Arrival> get() {
        return new Attach(metrics);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
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
      context().forward(record.withKey(link.getAssetId()).withValue(attached(link, event)));
    } else if (previous != null && !previous.equals(event.getAsked())) {
      var hop = new UnattachedEvent(event.getEnvelope(), previous, event.getEvent());
      context().forward(record.withKey(previous).withValue(new Arrival.OfEvent(hop)));
    } else {
      links.keep(event);
    }
  }

  private void giveUp(long nowMillis) {
    links.expire(nowMillis - PATIENCE.toMillis()).forEach(e -> metrics.foreignEvent());
  }

  private static Arrival attached(Link link, UnattachedEvent event) {
    return new Arrival.OfFact(
        Facts.hinted(event.getEnvelope(), link.getAssetId(), event.getEvent()));
  }

  /** Learns a link, and lets go what waited for it. */
  static final class Learn extends ContextualProcessor<String, Link, String, Arrival> {

    @SuppressWarnings("NullAway.Init") // by init
    private Links links;

    static ProcessorSupplier<String, Link, String, Arrival> supplier(Set<StoreBuilder<?>> stores) {
      return new ProcessorSupplier<>() {
        @Override
        public Processor<String, Link, String, Arrival> get() {
          return new Learn();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
          return stores;
        }
      };
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
        context().forward(record.withKey(link.getAssetId()).withValue(attached(link, event)));
      }
    }
  }
}
