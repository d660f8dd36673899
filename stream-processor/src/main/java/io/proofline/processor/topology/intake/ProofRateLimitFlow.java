package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.Nodes.withStores;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.intake.ProofRateLimit;
import io.proofline.processor.intake.ProofRateLimit.PermitDecision;
import io.proofline.processor.intake.ProofRateLimit.PermitQuery;
import io.proofline.processor.topology.Nodes;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.SwitchStore;
import io.proofline.processor.topology.intake.ProofPermits.GoAhead;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.Switch;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Limits the number of proofs per hour, and keeps the requests of paused rules. Permit requests and
 * go-aheads have the account as their key, so that one task counts them.
 *
 * <pre>
 * proof-permits ──────── decide-permit ──┐
 *                     (turns, switches)  ├── facts
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
        .process(
            withStores(stores, () -> new DecidePermit(topics.switches(), metrics)),
            as("decide-permit"))
        .merge(
            goAheads.process(
                withStores(stores, () -> new ReleaseHeld(topics.switches(), metrics)),
                as("release-held")),
            as("merge-released-permits"));
  }

  private abstract static class PermitProcessor<V>
      extends ContextualProcessor<String, V, String, IntakeResult> {

    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Thousands may wait; what one transaction holds stays bounded. */
    static final int MOST_RELEASED = 1_000;

    /** Of a request that waits already, and keeps its position. */
    static final long NO_OFFSET = Long.MAX_VALUE;

    final ProcessorMetrics metrics;
    private final Topic<String, Switch> switchTopic;

    @SuppressWarnings("NullAway.Init") // set by init
    ProofPermits permits;

    @SuppressWarnings("NullAway.Init") // set by init
    private SwitchStore switches;

    PermitProcessor(Topic<String, Switch> switchTopic, ProcessorMetrics metrics) {
      this.switchTopic = switchTopic;
      this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      permits = new ProofPermits(context);
      switches = new SwitchStore(context.getStateStore(SwitchStore.NAME), switchTopic);
    }

    boolean isPaused(ProofPermitRequest request) {
      var rule = request.getRule();
      return rule != null
          && switches.isRulePaused(rule, Instant.ofEpochMilli(context().currentSystemTimeMs()));
    }

    static IntakeResult decision(Envelope cause, ProofPermitRequest request, boolean granted) {
      return new IntakeResult.OfFact(FactRecords.proofPermit(cause, request, granted));
    }
  }

  /**
   * Decides whether a review may open its proof. Requests of a paused rule are decided once it is
   * resumed, oldest first; if they are many, that continues every second.
   */
  private static final class DecidePermit extends PermitProcessor<ProofPermitRequest> {

    DecidePermit(Topic<String, Switch> switchTopic, ProcessorMetrics metrics) {
      super(switchTopic, metrics);
    }

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::decideResumed);
    }

    @Override
    public void process(Record<String, ProofPermitRequest> record) {
      decide(record.value(), record.timestamp(), context().recordMetadata().orElseThrow().offset());
    }

    private void decideResumed(long now) {
      int left = MOST_RELEASED;
      for (var first : permits.firstPausedOfEachRule()) {
        if (!isPaused(first)) {
          var resumed = permits.pausedOfRuleOf(first, left);
          resumed.forEach(request -> decide(request, now, NO_OFFSET));
          left -= resumed.size();
        }
      }
    }

    private void decide(ProofPermitRequest request, long now, long offset) {
      var permitDecision =
          ProofRateLimit.decide(
              new PermitQuery(request.getWaits(), request.getPerHour(), isPaused(request)),
              permits.stateOf(request),
              most -> permits.countGranted(now - ProofRateLimit.WINDOW.toMillis(), most));
      switch (permitDecision) {
        case GRANT, RELEASE -> permits.grant(request, now);
        case HOLD -> permits.hold(request, offset);
        case PAUSE -> permits.pause(request, offset);
        case GRANTED_BEFORE, HELD_BEFORE -> {}
      }
      if (permitDecision != PermitDecision.PAUSE) {
        context()
            .forward(
                new Record<>(
                    request.getAssetId(),
                    decision(request.getEnvelope(), request, permitDecision.granted()),
                    now));
      }
      metrics.proofPermit(permitDecision);
    }
  }

  /**
   * Releases held permits on a person's go-ahead, oldest first. A go-ahead releases those that were
   * held when it came; if they are many, it continues every second, and further go-aheads follow.
   */
  private static final class ReleaseHeld extends PermitProcessor<Request> {

    ReleaseHeld(Topic<String, Switch> switchTopic, ProcessorMetrics metrics) {
      super(switchTopic, metrics);
    }

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> release(MOST_RELEASED));
    }

    @Override
    public void process(Record<String, Request> record) {
      boolean others = permits.firstGoAhead().isPresent();
      long offset = context().recordMetadata().orElseThrow().offset();
      permits
          .lastHeldPlace()
          .ifPresent(
              place -> permits.addGoAhead(record.value(), offset, record.timestamp(), place));
      if (!others) {
        release(MOST_RELEASED);
      }
    }

    private void release(int most) {
      var goAhead = permits.firstGoAhead();
      for (int left = most; goAhead.isPresent() && left > 0; goAhead = permits.firstGoAhead()) {
        left -= release(goAhead.get(), left);
      }
    }

    /** The number of released permits. The go-ahead ends when there are fewer than wanted. */
    private int release(GoAhead goAhead, int most) {
      var count = goAhead.request().getCount();
      int wanted = count == null ? most : Math.min(count, most);
      var released = permits.held(goAhead.upToPlace(), wanted);
      released.forEach(request -> release(goAhead, request));
      if (released.size() < most) {
        permits.removeGoAhead(goAhead);
      } else {
        permits.updateGoAhead(goAhead, count == null ? null : count - released.size());
      }
      return released.size();
    }

    /** The go-ahead stays valid for a proof of a paused rule: it no longer waits for the limit. */
    private void release(GoAhead goAhead, ProofPermitRequest request) {
      if (isPaused(request)) {
        permits.pause(ProofPermitRequest.newBuilder(request).setWaits(false).build(), NO_OFFSET);
        metrics.proofPermit(PermitDecision.PAUSE);
        return;
      }
      permits.grant(request, goAhead.atMillis());
      context()
          .forward(
              new Record<>(
                  request.getAssetId(),
                  decision(goAhead.request().getEnvelope(), request, true),
                  goAhead.atMillis()));
      metrics.proofPermit(PermitDecision.RELEASE);
    }
  }
}
