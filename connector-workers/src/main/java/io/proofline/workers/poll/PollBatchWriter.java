package io.proofline.workers.poll;

/** Where chunks go: whole or not at all. */
@FunctionalInterface
interface PollBatchWriter {

  /** Writes a chunk; an exception means that this poller's time is over. */
  void write(PollBatch batch);
}
