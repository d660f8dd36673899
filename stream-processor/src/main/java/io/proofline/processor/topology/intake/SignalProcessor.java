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

/**
 * Parses the signals of one source; unreadable ones, and unreadable parts, become {@link
 * UnreadableSignal}s.
 */
final class SignalProcessor<S> extends ContextualProcessor<String, S, String, IntakeResult> {

  private static final int LISTED_REASONS = 20;
  private static final ParsedSignal ISOLATED =
      new ParsedSignal(
          List.of(),
          List.of(
              "its transaction was aborted twice while it was processed;"
                  + " it was not processed a third time"));

  private final ProcessorMetrics.SignalSource signalSource;
  private final SignalParser<S> parser;
  private final Function<S, Envelope> envelope;
  private final Function<S, @Nullable Delivery> delivery;
  private final ProcessorMetrics metrics;
  private final AbortedRecords abortedRecords;

  SignalProcessor(
      ProcessorMetrics.SignalSource signalSource,
      SignalParser<S> signalParser,
      Function<S, Envelope> envelope,
      Function<S, @Nullable Delivery> delivery,
      ProcessorMetrics metrics,
      AbortedRecords abortedRecords) {
    this.signalSource = signalSource;
    this.parser = signalParser;
    this.envelope = envelope;
    this.delivery = delivery;
    this.metrics = metrics;
    this.abortedRecords = abortedRecords;
  }

  @Override
  public void process(Record<String, S> record) {
    var parsedSignal = isIsolated() ? ISOLATED : parse(record.value());
    metrics.signal(signalSource, envelope.apply(record.value()).getReceivedAt());
    for (var intakeResult : parsedSignal.results()) {
      count(intakeResult);
      context().forward(record.withValue(intakeResult));
    }
    if (!parsedSignal.unreadable().isEmpty()) {
      metrics.unreadableSignal();
      var reason = reason(parsedSignal.unreadable());
      var unreadable = new IntakeResult.OfUnreadable(unreadableSignal(record.value(), reason));
      context().forward(record.withValue(unreadable));
    }
  }

  /** One unreadable signal is written, regardless of the number of its unreadable parts. */
  private static String reason(List<String> reasons) {
    var listed = String.join("; ", reasons.subList(0, Math.min(reasons.size(), LISTED_REASONS)));
    return reasons.size() <= LISTED_REASONS
        ? listed
        : "%s; and %,d more".formatted(listed, reasons.size() - LISTED_REASONS);
  }

  private boolean isIsolated() {
    return context()
        .recordMetadata()
        .map(at -> abortedRecords.begin(at.topic(), at.partition(), at.offset()))
        .orElse(false);
  }

  private void count(IntakeResult intakeResult) {
    if (intakeResult instanceof IntakeResult.OfUnattachedEvent) {
      metrics.unattachedEvent();
    }
  }

  private ParsedSignal parse(S signal) {
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

  /** Parser of one source's signals. */
  interface SignalParser<S> {

    /**
     * The contents of a signal.
     *
     * @throws UnreadableSignalException if the signal as a whole has another format
     */
    ParsedSignal parse(S signal) throws UnreadableSignalException;
  }

  /**
   * The contents of a signal.
   *
   * @param unreadable reasons why parts of it are unreadable
   */
  record ParsedSignal(List<IntakeResult> results, List<String> unreadable) {}
}
