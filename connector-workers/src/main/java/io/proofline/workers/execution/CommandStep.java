package io.proofline.workers.execution;

/** Where a command stands on its way. Commands that only call have {@link #CALL} alone. */
enum CommandStep {
  CALL,
  LOOK_UP,
  PREPARE,
  /** Everything is prepared; the STARTED entry goes into the next transaction. */
  START,
  CREATE
}
