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

  private final Reading<S> reading;
  private final Function<S, Envelope> envelope;
  private final Function<S, @Nullable Delivery> delivery;

  ReadSignal(
      Reading<S> reading,
      Function<S, Envelope> envelope,
      Function<S, @Nullable Delivery> delivery) {
    this.reading = reading;
    this.envelope = envelope;
    this.delivery = delivery;
  }

  @Override
  public void process(Record<String, S> record) {
    for (var arrival : arrivals(record.value())) {
      context().forward(record.withValue(arrival));
    }
  }

  private List<Arrival> arrivals(S signal) {
    try {
      return reading.of(signal);
    } catch (Unreadable e) {
      return List.of(new Arrival.OfUnreadable(setAside(signal, String.valueOf(e.getMessage()))));
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
        delivered == null ? ByteBuffer.allocate(0) : delivered.getBody());
  }

  /** What a signal says. */
  interface Reading<S> {

    /**
     * The arrivals in it.
     *
     * @throws Unreadable when it is not of its source's form
     */
    List<Arrival> of(S signal) throws Unreadable;
  }
}
