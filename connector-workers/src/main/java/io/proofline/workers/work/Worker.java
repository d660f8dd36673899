package io.proofline.workers.work;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import java.time.Duration;
import java.util.Optional;

/**
 * What one kind of command needs. Knows no Kafka, never sleeps, catches nothing. Steps run on
 * virtual threads and may run side by side for different commands.
 */
public sealed interface Worker {

  /** The commands that it takes. */
  CommandKind kind();

  /** Of a command that may be called again without harm. */
  non-sealed interface Idempotent extends Worker {

    /** Whom {@link #call} asks. */
    Api api(Command command);

    /**
     * Whether it waits for the answer to a request that others of its kind share: then it takes no
     * room from those that ask by themselves.
     */
    default boolean sharesRequest(Command command) {
      return false;
    }

    /** Does all of it. Never answers {@link StepResult.Ready}. */
    StepResult call(Command command, Attempt attempt);
  }

  /** Of a command whose repetition would make a second thing. */
  non-sealed interface NonIdempotent extends Worker {

    /** Whom {@link #prepare} asks. */
    Api prepareApi(Command command);

    /** Whom {@link #lookUp} and {@link #create} ask. */
    Api api(Command command);

    /**
     * How long {@link #create} may be under way; empty for no longer than a plain call. What a
     * process before us began is not looked up sooner.
     */
    default Optional<Duration> maxCreateDuration() {
      return Optional.empty();
    }

    /** Does what may be done again without harm. {@link StepResult.Ready} when it is done. */
    StepResult prepare(Command command);

    /** Looks for what an earlier try may have made. {@link StepResult.Ready} when there is none. */
    StepResult lookUp(Command command);

    /**
     * Makes it, after {@link #prepare}, by one request. {@link StepResult.Ready} when that was one
     * of several: then it begins again with {@link #prepare}.
     */
    StepResult create(Command command);
  }
}
