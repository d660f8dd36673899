package io.proofline.workers.loop;

import io.proofline.workers.call.Api;
import io.proofline.workers.work.Ending;
import java.time.Instant;

/** A step that came back from its thread. */
record Arrived(Work work, Step step, Api api, How how, Instant began, Instant ended) {

  /** How it came back. */
  sealed interface How {

    /** With an ending. */
    record Ended(Ending ending) implements How {}

    /** With an exception of our own side, of which its simple name is told. */
    record Threw(String exception) implements How {}

    /** The call had not left in time, and did not leave. */
    record NotLeft() implements How {}
  }
}
