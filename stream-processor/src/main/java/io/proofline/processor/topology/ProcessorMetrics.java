package io.proofline.processor.topology;

import io.proofline.processor.intake.ProofRateLimit;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.FactKind;
import java.time.Instant;
import java.util.Optional;

/**
 * What the topologies count. What was counted in a transaction that was given up is counted again.
 *
 * <pre>
 * parts of signals   = facts of signals + unattached + unreadable
 * unattached         = attached + foreign + (waiting, two minutes at most)
 * permits requested  = granted + held + asked before
 * held               = released + (waiting for a go-ahead)
 * facts, all kinds   = folded + (of a kind that review leaves be) + (on the way)
 * </pre>
 */
public interface ProcessorMetrics {

  /** Where signals come from. */
  enum SignalSource {
    ZIFLOW,
    LIBRARY
  }

  /** A signal of a source was taken up; it was received then. */
  void signal(SignalSource signalSource, Instant receivedAt);

  /** A part of a signal, or the whole, was set aside, since it can't be read. */
  void unreadableSignal();

  /** A proof event goes to look for its asset. */
  void unattachedEvent();

  /** It found it. */
  void attachedEvent();

  /** It found no asset of ours: somebody else's proof, counted and never read. */
  void foreignEvent();

  /** A question for a turn was answered, or one that was held was released. */
  void proofPermit(ProofRateLimit.PermitDecision permitDecision);

  /** A fact was written; its envelope says when what it tells was received. */
  void fact(FactKind kind, Envelope envelope);

  /** A fact was folded; {@code commands} calls were asked for by it. */
  void factProcessed(int commands);

  /** A partition is this instance's from now on. */
  void partitionAssigned(OldestOpenCommand partition);

  /** And is no longer. */
  void partitionRevoked(OldestOpenCommand partition);

  /** Commands of a partition that nobody has answered. May be asked by any thread. */
  interface OldestOpenCommand {

    /** When the oldest was asked; empty when none is open. */
    Optional<Instant> issuedAt();
  }

  /** Counts nothing. */
  ProcessorMetrics NONE =
      new ProcessorMetrics() {
        @Override
        public void signal(SignalSource signalSource, Instant receivedAt) {}

        @Override
        public void unreadableSignal() {}

        @Override
        public void unattachedEvent() {}

        @Override
        public void attachedEvent() {}

        @Override
        public void foreignEvent() {}

        @Override
        public void proofPermit(ProofRateLimit.PermitDecision permitDecision) {}

        @Override
        public void fact(FactKind kind, Envelope envelope) {}

        @Override
        public void factProcessed(int commands) {}

        @Override
        public void partitionAssigned(OldestOpenCommand partition) {}

        @Override
        public void partitionRevoked(OldestOpenCommand partition) {}
      };
}
