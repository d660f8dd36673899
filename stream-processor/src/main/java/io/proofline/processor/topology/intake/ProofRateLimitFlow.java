package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.Nodes.withStores;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.intake.ProofRateLimit;
import io.proofline.processor.intake.ProofRateLimit.PermitDecision;
import io.proofline.processor.intake.ProofRateLimit.PermitQuery;
import io.proofline.processor.topology.Nodes;
import io.proofline.processor.topology.ProcessorMetrics;
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
final class ProofRateLimitFlow {

  private ProofRateLimitFlow() {}

  static KStream<String, IntakeResult> of(
      StreamsBuilder builder,
      Topics topics,
      KStream<String, Request> goAheads,
      ProcessorMetrics metrics) {
    var stores = ProofPermits.stores(topics);
    return Nodes.source(builder, topics.turns())
        .process(withStores(stores, () -> new DecidePermit(metrics)), as("answer-turn"))
        .merge(
            goAheads.process(withStores(stores, () -> new ReleaseHeld(metrics)), as("go-ahead")),
            as("and-released-turns"));
  }

  private abstract static class PermitProcessor<V>
      extends ContextualProcessor<String, V, String, IntakeResult> {

    final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // by init
    ProofPermits permits;

    PermitProcessor(ProcessorMetrics metrics) {
      this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      permits = new ProofPermits(context);
    }

    void forwardDecision(Record<String, V> record, Envelope cause, Turn turn, boolean granted) {
      context()
          .forward(
              record.withValue(
                  new IntakeResult.OfFact(FactRecords.proofPermit(cause, turn, granted))));
    }
  }

  /** Answers whether a review may open its proof. */
  private static final class DecidePermit extends PermitProcessor<Turn> {

    DecidePermit(ProcessorMetrics metrics) {
      super(metrics);
    }

    @Override
    public void process(Record<String, Turn> record) {
      var turn = record.value();
      long now = record.timestamp();
      var permitDecision =
          ProofRateLimit.decide(
              new PermitQuery(turn.getWaits(), turn.getPerHour()),
              permits.stateOf(turn),
              most -> permits.countGranted(now - ProofRateLimit.WINDOW.toMillis(), most));
      applyDecision(turn, permitDecision, now);
      forwardDecision(record, turn.getEnvelope(), turn, permitDecision.granted());
      metrics.proofPermit(permitDecision);
    }

    private void applyDecision(Turn turn, PermitDecision permitDecision, long now) {
      switch (permitDecision) {
        case GRANT, RELEASE -> permits.grant(turn, now);
        case HOLD -> permits.hold(turn, context().recordMetadata().orElseThrow().offset());
        case GRANTED_BEFORE, HELD_BEFORE -> {}
      }
    }
  }

  /** Releases what is held, at a person's word. */
  private static final class ReleaseHeld extends PermitProcessor<Request> {

    ReleaseHeld(ProcessorMetrics metrics) {
      super(metrics);
    }

    @Override
    public void process(Record<String, Request> record) {
      for (var turn : permits.held(record.value().getCount())) {
        permits.grant(turn, record.timestamp());
        forwardDecision(record, record.value().getEnvelope(), turn, true);
        metrics.proofPermit(PermitDecision.RELEASE);
      }
    }
  }
}
