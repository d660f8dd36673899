package io.proofline.processor.topology;

import static io.proofline.processor.topology.Nodes.with;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.intake.Brake;
import io.proofline.processor.intake.Brake.Answer;
import io.proofline.processor.intake.Brake.Question;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.Turn;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The brake before proofs are made: questions and go-aheads have the account as their key, so that
 * one place counts.
 *
 * <pre>
 * turns ──────────────── answer-turn ──┐
 *                        (turns)       ├── facts
 * requests (go-ahead) ── go-ahead ─────┘
 * </pre>
 */
final class BrakeFlow {

  private BrakeFlow() {}

  static KStream<String, Arrival> of(
      StreamsBuilder builder,
      Topics topics,
      KStream<String, Request> goAheads,
      ProcessorMetrics metrics) {
    var stores = Turns.stores(topics);
    return Nodes.from(builder, topics.turns())
        .process(with(stores, () -> new AnswerTurn(metrics)), as("answer-turn"))
        .merge(
            goAheads.process(with(stores, () -> new GoAhead(metrics)), as("go-ahead")),
            as("and-released-turns"));
  }

  private abstract static class WithTurns<V>
      extends ContextualProcessor<String, V, String, Arrival> {

    final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // by init
    Turns turns;

    WithTurns(ProcessorMetrics metrics) {
      this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Arrival> context) {
      super.init(context);
      turns = new Turns(context);
    }

    /** The record's time; it never goes back behind a turn that was granted. */
    long now(Record<?, ?> record) {
      return Math.max(record.timestamp(), turns.newestMillis());
    }

    void tell(Record<String, V> record, Envelope cause, Turn turn, boolean granted) {
      context().forward(record.withValue(new Arrival.OfFact(Facts.turn(cause, turn, granted))));
    }
  }

  /** Answers whether a review may open its proof. */
  private static final class AnswerTurn extends WithTurns<Turn> {

    AnswerTurn(ProcessorMetrics metrics) {
      super(metrics);
    }

    @Override
    public void process(Record<String, Turn> record) {
      var turn = record.value();
      long now = now(record);
      var answer =
          Brake.answer(
              new Question(turn.getWaits(), turn.getPerHour()),
              turns.known(turn),
              most -> turns.granted(now - Brake.WINDOW.toMillis(), most));
      keep(turn, answer, now);
      tell(record, turn.getEnvelope(), turn, answer.granted());
      metrics.turn(answer);
    }

    private void keep(Turn turn, Answer answer, long now) {
      switch (answer) {
        case GRANT, RELEASE -> turns.grant(turn, now);
        case HOLD -> turns.hold(turn, context().recordMetadata().orElseThrow().offset());
        case GRANTED_BEFORE, HELD_BEFORE -> {}
      }
    }
  }

  /** Releases what is held, at a person's word. */
  private static final class GoAhead extends WithTurns<Request> {

    GoAhead(ProcessorMetrics metrics) {
      super(metrics);
    }

    @Override
    public void process(Record<String, Request> record) {
      long now = now(record);
      for (var turn : turns.held(record.value().getCount())) {
        turns.grant(turn, now);
        tell(record, record.value().getEnvelope(), turn, true);
        metrics.turn(Answer.RELEASE);
      }
    }
  }
}
