package io.proofline.workers.poll;

/** Writes batches atomically. */
@FunctionalInterface
interface PollBatchWriter {

  /** Writes a batch completely or not at all; an exception means that this poller must stop. */
  void write(PollBatch batch);
}
