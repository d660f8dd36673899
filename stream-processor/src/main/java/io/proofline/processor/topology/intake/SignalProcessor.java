package io.proofline.processor.topology.intake;

import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.SizeLimit;
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
final class SignalProcessor<S> extends ContextualProcessor<String, S, String, IntakeResult> {

  private final ProcessorMetrics.SignalSource signalSource;
  private final SignalParser<S> parser;
  private final Function<S, Envelope> envelope;
  private final Function<S, @Nullable Delivery> delivery;
  private final ProcessorMetrics metrics;

  SignalProcessor(
      ProcessorMetrics.SignalSource signalSource,
      SignalParser<S> signalParser,
      Function<S, Envelope> envelope,
      Function<S, @Nullable Delivery> delivery,
      ProcessorMetrics metrics) {
    this.signalSource = signalSource;
    this.parser = signalParser;
    this.envelope = envelope;
    this.delivery = delivery;
    this.metrics = metrics;
  }

  @Override
  public void process(Record<String, S> record) {
    var parsedSignal = parts(record.value());
    metrics.signal(signalSource, envelope.apply(record.value()).getReceivedAt());
    for (var intakeResult : parsedSignal.results()) {
      count(intakeResult);
      context().forward(record.withValue(intakeResult));
    }
    for (var reason : parsedSignal.unreadable()) {
      metrics.unreadableSignal();
      var aside = new IntakeResult.OfUnreadable(unreadableSignal(record.value(), reason));
      context().forward(record.withValue(aside));
    }
  }

  private void count(IntakeResult intakeResult) {
    if (intakeResult instanceof IntakeResult.OfUnattachedEvent) {
      metrics.unattachedEvent();
    }
  }

  private ParsedSignal parts(S signal) {
    try {
      return parser.parse(signal);
    } catch (UnreadableSignalException e) {
      return new ParsedSignal(List.of(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private UnreadableSignal unreadableSignal(S signal, String reason) {
    var metadata = context().recordMetadata();
    var delivered = delivery.apply(signal);
    return new UnreadableSignal(
        envelope.apply(signal),
        metadata.map(m -> m.topic()).orElse(""),
        metadata.map(m -> m.partition()).orElse(-1),
        metadata.map(m -> m.offset()).orElse(-1L),
        reason,
        delivered == null ? ByteBuffer.allocate(0) : SizeLimit.truncate(delivered.getBody()));
  }

  /** What a signal says. */
  interface SignalParser<S> {

    /**
     * What is in it.
     *
     * @throws UnreadableSignalException when the whole is not of its source's form
     */
    ParsedSignal parse(S signal) throws UnreadableSignalException;
  }

  /**
   * A signal taken apart.
   *
   * @param unreadable why some of its parts could not be read
   */
  record ParsedSignal(List<IntakeResult> results, List<String> unreadable) {}
}
