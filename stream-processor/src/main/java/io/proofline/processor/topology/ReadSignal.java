package io.proofline.processor.topology;

import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.UnreadableSignal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes signals of one source apart; one that can't be read is set aside as it came. */
final class ReadSignal<S> extends ContextualProcessor<String, S, String, Arrival> {

  private final ProcessorMetrics.Source source;
  private final Reading<S> reading;
  private final Function<S, Envelope> envelope;
  private final Function<S, @Nullable Delivery> delivery;
  private final ProcessorMetrics metrics;

  ReadSignal(
      ProcessorMetrics.Source source,
      Reading<S> reading,
      Function<S, Envelope> envelope,
      Function<S, @Nullable Delivery> delivery,
      ProcessorMetrics metrics) {
    this.source = source;
    this.reading = reading;
    this.envelope = envelope;
    this.delivery = delivery;
    this.metrics = metrics;
  }

  @Override
  public void process(Record<String, S> record) {
    var parts = parts(record.value());
    metrics.signal(source, envelope.apply(record.value()).getReceivedAt());
    for (var arrival : parts.arrivals()) {
      count(arrival);
      context().forward(record.withValue(arrival));
    }
    for (var reason : parts.unreadable()) {
      metrics.unreadableSignal();
      var aside = new Arrival.OfUnreadable(setAside(record.value(), reason));
      context().forward(record.withValue(aside));
    }
  }

  private void count(Arrival arrival) {
    if (arrival instanceof Arrival.OfEvent) {
      metrics.unattachedEvent();
    }
  }

  private Parts parts(S signal) {
    try {
      return reading.of(signal);
    } catch (Unreadable e) {
      return new Parts(List.of(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private UnreadableSignal setAside(S signal, String reason) {
    var metadata = context().recordMetadata();
    var delivered = delivery.apply(signal);
    return new UnreadableSignal(
        envelope.apply(signal),
        metadata.map(m -> m.topic()).orElse(""),
        metadata.map(m -> m.partition()).orElse(-1),
        metadata.map(m -> m.offset()).orElse(-1L),
        reason,
        delivered == null ? ByteBuffer.allocate(0) : Cut.body(delivered.getBody()));
  }

  /** What a signal says. */
  interface Reading<S> {

    /**
     * What is in it.
     *
     * @throws Unreadable when the whole is not of its source's form
     */
    Parts of(S signal) throws Unreadable;
  }

  /**
   * A signal taken apart.
   *
   * @param unreadable why some of its parts could not be read
   */
  record Parts(List<Arrival> arrivals, List<String> unreadable) {}
}
