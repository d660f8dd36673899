package io.proofline.workers.execution;

/** The steps of a command. Idempotent commands have {@link #CALL} only. */
enum CommandStep {
  CALL,
  LOOK_UP,
  PREPARE,
  /** Everything is prepared; the STARTED entry is written by the next transaction. */
  START,
  CREATE
}
