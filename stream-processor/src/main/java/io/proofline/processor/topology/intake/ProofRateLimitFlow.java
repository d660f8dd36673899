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
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.Request;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Limits the number of proofs per hour. Permit requests and go-aheads have the account as their
 * key, so that one task counts them.
 *
 * <pre>
 * proof-permits ──────── decide-permit ──┐
 *                        (turns)         ├── facts
 * requests (go-ahead) ── release-held ───┘
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
    return Nodes.source(builder, topics.proofPermits())
        .process(withStores(stores, () -> new DecidePermit(metrics)), as("decide-permit"))
        .merge(
            goAheads.process(
                withStores(stores, () -> new ReleaseHeld(metrics)), as("release-held")),
            as("merge-released-permits"));
  }

  private abstract static class PermitProcessor<V>
      extends ContextualProcessor<String, V, String, IntakeResult> {

    final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // set by init
    ProofPermits permits;

    PermitProcessor(ProcessorMetrics metrics) {
      this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      permits = new ProofPermits(context);
    }

    void forwardDecision(
        Record<String, V> record, Envelope cause, ProofPermitRequest request, boolean granted) {
      context()
          .forward(
              record.withValue(
                  new IntakeResult.OfFact(FactRecords.proofPermit(cause, request, granted))));
    }
  }

  /** Decides whether a review may open its proof. */
  private static final class DecidePermit extends PermitProcessor<ProofPermitRequest> {

    DecidePermit(ProcessorMetrics metrics) {
      super(metrics);
    }

    @Override
    public void process(Record<String, ProofPermitRequest> record) {
      var request = record.value();
      long now = record.timestamp();
      var permitDecision =
          ProofRateLimit.decide(
              new PermitQuery(request.getWaits(), request.getPerHour()),
              permits.stateOf(request),
              most -> permits.countGranted(now - ProofRateLimit.WINDOW.toMillis(), most));
      applyDecision(request, permitDecision, now);
      forwardDecision(record, request.getEnvelope(), request, permitDecision.granted());
      metrics.proofPermit(permitDecision);
    }

    private void applyDecision(
        ProofPermitRequest request, PermitDecision permitDecision, long now) {
      switch (permitDecision) {
        case GRANT, RELEASE -> permits.grant(request, now);
        case HOLD -> permits.hold(request, context().recordMetadata().orElseThrow().offset());
        case GRANTED_BEFORE, HELD_BEFORE -> {}
      }
    }
  }

  /** Releases held permits on a person's go-ahead. */
  private static final class ReleaseHeld extends PermitProcessor<Request> {

    ReleaseHeld(ProcessorMetrics metrics) {
      super(metrics);
    }

    @Override
    public void process(Record<String, Request> record) {
      for (var request : permits.held(record.value().getCount())) {
        permits.grant(request, record.timestamp());
        forwardDecision(record, record.value().getEnvelope(), request, true);
        metrics.proofPermit(PermitDecision.RELEASE);
      }
    }
  }
}
