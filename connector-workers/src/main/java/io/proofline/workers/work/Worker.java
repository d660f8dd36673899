package io.proofline.workers.work;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import java.time.Duration;
import java.util.Optional;

/**
 * Executes one kind of command by API calls. Doesn't use Kafka, sleep or catch exceptions. Steps
 * run on virtual threads, and concurrently for different commands.
 */
public sealed interface Worker {

  /** The kind of commands that it executes. */
  CommandKind kind();

  /** A worker whose call may be repeated without harm. */
  non-sealed interface Idempotent extends Worker {

    /** The API that {@link #call} calls. */
    Api api(Command command);

    /**
     * Whether it waits for a request that several commands of its kind share: then it doesn't count
     * against the concurrency limit.
     */
    default boolean sharesRequest(Command command) {
      return false;
    }

    /** Executes the command. Never returns {@link StepResult.Ready}. */
    StepResult call(Command command, Attempt attempt);
  }

  /** A worker of a command whose repetition would create a duplicate. */
  non-sealed interface NonIdempotent extends Worker {

    /** The API that {@link #prepare} calls. */
    Api prepareApi(Command command);

    /** The API that {@link #lookUp} and {@link #create} call. */
    Api api(Command command);

    /**
     * How long {@link #create} may take; empty if no longer than a plain call. A call that an
     * earlier process started is not looked up sooner.
     */
    default Optional<Duration> maxCreateDuration() {
      return Optional.empty();
    }

    /** Does the repeatable part. {@link StepResult.Ready} when it is done. */
    StepResult prepare(Command command);

    /** Looks up the result of an earlier creation. {@link StepResult.Ready} if there is none. */
    StepResult lookUp(Command command);

    /**
     * Creates it after {@link #prepare}, by one request. {@link StepResult.Ready} if more requests
     * are needed: then the command continues with {@link #prepare}.
     */
    StepResult create(Command command);
  }
}
