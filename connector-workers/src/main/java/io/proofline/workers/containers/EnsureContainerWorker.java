package io.proofline.workers.containers;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ContainerReady;
import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.schemas.avro.EnsureContainer;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.containers.PathResolver.Resolution.Complete;
import io.proofline.workers.containers.PathResolver.Resolution.Incomplete;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sees to it that a container stands: finds it by its path, else makes what is missing, one step of
 * the path at a time, each after a look at its parent. What begins with the same name is made by
 * one command at a time.
 */
public final class EnsureContainerWorker implements Worker.NonIdempotent {

  private final Map<ContainerSystem, CachedSystem> systems;
  private final CreationLocks locks;

  /**
   * A worker for containers of several systems.
   *
   * @param life how long an id is believed
   */
  public EnsureContainerWorker(List<ContainerApi> systems, Duration life, InstantSource clock) {
    this.locks = new CreationLocks(clock);
    this.systems =
        systems.stream()
            .map(each -> new CachedSystem(each, new ContainerIdCache(life, clock)))
            .collect(Collectors.toUnmodifiableMap(CachedSystem::system, Function.identity()));
  }

  @Override
  public CommandKind kind() {
    return CommandKind.ENSURE_CONTAINER;
  }

  @Override
  public Api prepareApi(Command command) {
    return api(command);
  }

  @Override
  public Api api(Command command) {
    return switch (payload(command).getSystem()) {
      case ZIFLOW_FOLDER -> Api.ZIFLOW;
      case GALLERY, UNKNOWN -> Api.PHOTOSHELTER;
    };
  }

  @Override
  public StepResult prepare(Command command) {
    return lookUp(command);
  }

  @Override
  public StepResult lookUp(Command command) {
    return invalidRequest(payload(command))
        .orElseGet(() ->
            resolve(
                command,
                (_, resolution) ->
                    switch (resolution) {
                      case Complete(var id) -> done(command, id);
                      case Incomplete _ -> new StepResult.Ready();
                    },
                StepResult.ApiFailure::new));
  }

  @Override
  public StepResult create(Command command) {
    if (!locks.tryAcquire(lockName(command), command.getCommandId())) {
      return new StepResult.RetryLater("another command makes something on this path");
    }
    var stepResult =
        resolve(
            command,
            (cachedSystem, resolution) ->
                switch (resolution) {
                  case Complete(var id) -> done(command, id);
                  case Incomplete(var segment) -> createSegment(command, cachedSystem, segment);
                },
            EnsureContainerWorker::nothingCreated);
    if (!(stepResult instanceof StepResult.ApiFailure(var error) && error.mayHaveTakenEffect())) {
      locks.release(lockName(command), command.getCommandId());
    }
    return stepResult;
  }

  private StepResult createSegment(
      Command command, CachedSystem cachedSystem, PathSegment segment) {
    return switch (cachedSystem.api.create(segment, payload(command).getHidden())) {
      case Success<Optional<String>>(var id) ->
          id.map(it -> afterCreation(command, cachedSystem, segment, it))
              .orElseGet(() -> withoutId(command));
      case Failure<Optional<String>>(NotFound _) -> {
        cachedSystem.resolver().evictParent(segment);
        yield retryLater();
      }
      case Failure<Optional<String>>(var error) -> new StepResult.ApiFailure(error);
    };
  }

  private StepResult afterCreation(
      Command command, CachedSystem cachedSystem, PathSegment segment, String id) {
    cachedSystem.idCache.putCreated(segment, id);
    return segment.last() ? done(command, id) : new StepResult.Ready();
  }

  private StepResult withoutId(Command command) {
    return new StepResult.ApiFailure(
        new NoUsableResponse(api(command), "it names no id for the container"));
  }

  /** Who asks again has reason to doubt what is remembered. */
  private StepResult resolve(
      Command command,
      BiFunction<CachedSystem, PathResolver.Resolution, StepResult> then,
      Function<ApiError, StepResult> otherwise) {
    boolean useCache = command.getRound() == 1 && command.getAttempt() == 1;
    var cachedSystem = Objects.requireNonNull(systems.get(payload(command).getSystem()));
    return switch (cachedSystem
        .resolver()
        .resolve(PathResolver.segmentNames(payload(command).getPath()), useCache)) {
      case Success<PathResolver.Resolution>(var resolution) -> then.apply(cachedSystem, resolution);
      case Failure<PathResolver.Resolution>(NotFound _) -> retryLater();
      case Failure<PathResolver.Resolution>(var error) -> otherwise.apply(error);
    };
  }

  /** A look before the creation went unanswered: there is nothing to be looked up. */
  private static StepResult nothingCreated(ApiError error) {
    return error instanceof NoUsableResponse
        ? new StepResult.RetryLater(error.text())
        : new StepResult.ApiFailure(error);
  }

  private static StepResult retryLater() {
    return new StepResult.RetryLater("a step of the path is not there any more, or not yet");
  }

  private Optional<StepResult> invalidRequest(EnsureContainer asked) {
    if (!systems.containsKey(asked.getSystem())) {
      return Optional.of(
          new StepResult.Dead(
              "no worker for a container of kind " + asked.getSystem(),
              "Upgrade the workers to the version of the processor, then retry the command"));
    }
    return PathResolver.segmentNames(asked.getPath()).isEmpty()
        ? Optional.of(
            new StepResult.Dead("a container's path is empty", "Correct the path in the rules"))
        : Optional.empty();
  }

  private StepResult done(Command command, String id) {
    var asked = payload(command);
    locks.release(lockName(command), command.getCommandId());
    return new StepResult.Done(
        new CommandResult.ContainerReady(
            new ContainerReady(asked.getSystem(), asked.getPath(), id)));
  }

  private static String lockName(Command command) {
    var asked = payload(command);
    var first = PathResolver.segmentNames(asked.getPath()).getFirst().toLowerCase(Locale.ROOT);
    return asked.getSystem() + "/" + first;
  }

  private static EnsureContainer payload(Command command) {
    return Objects.requireNonNull(command.getEnsureContainer());
  }

  private record CachedSystem(ContainerApi api, ContainerIdCache idCache) {
    ContainerSystem system() {
      return api.system();
    }

    PathResolver resolver() {
      return new PathResolver(api, idCache);
    }
  }
}
