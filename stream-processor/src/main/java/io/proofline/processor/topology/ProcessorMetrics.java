package io.proofline.processor.topology;

import io.proofline.processor.intake.ProofRateLimit;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.FactKind;
import java.time.Instant;
import java.util.Optional;

/**
 * Counters of the two topologies. Work of an aborted transaction is counted again when it is
 * repeated.
 *
 * <pre>
 * parts of signals   = facts of signals + unattached + unreadable
 * unattached         = attached + foreign + (waiting, two minutes at most)
 * permit requests    = granted + held + repeated
 * held               = released + (waiting for a go-ahead)
 * facts, all kinds = processed + (of a kind that review ignores) + (not processed yet)
 * </pre>
 */
public interface ProcessorMetrics {

  /** Where signals come from. */
  enum SignalSource {
    ZIFLOW,
    LIBRARY
  }

  /** A signal was processed; {@code receivedAt} is when Proofline received it. */
  void signal(SignalSource signalSource, Instant receivedAt);

  /** A signal, or a part of it, is unreadable and was written to {@code signals.unreadable}. */
  void unreadableSignal();

  /**
   * A record of any topic can't be read or processed, and was skipped or written to {@code
   * signals.unreadable}. A record of the rules counts for each topology that reads it.
   */
  void unreadableRecord(String topic);

  /** A proof event without a marker was written to {@code events.unattached}. */
  void unattachedEvent();

  /** The asset of an unattached event was found. */
  void attachedEvent();

  /**
   * No asset was found for an unattached event: the proof is not Proofline's, and the event is
   * dropped.
   */
  void foreignEvent();

  /** A permit request was decided, or a held one was released. */
  void proofPermit(ProofRateLimit.PermitDecision permitDecision);

  /** A fact was written; its envelope has the receipt time of the event that it reports. */
  void fact(FactKind kind, Envelope envelope);

  /** Review processed a fact and issued this number of commands and permit requests. */
  void factProcessed(int commands);

  /** A partition was assigned to this instance. */
  void partitionAssigned(OldestOpenCommand partition);

  /** A partition was revoked from this instance. */
  void partitionRevoked(OldestOpenCommand partition);

  /** The oldest command of a partition without an outcome. Thread-safe. */
  interface OldestOpenCommand {

    /** When the oldest was issued; empty if none is open. */
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
        public void unreadableRecord(String topic) {}

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
