package io.proofline.workers.containers;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ContainerReady;
import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.schemas.avro.EnsureContainer;
import io.proofline.text.ComparableText;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ensures that a container exists: finds it by its path, otherwise creates the missing segments,
 * one at a time, each after a listing of its parent. Of paths with the same first segment one
 * command at a time creates.
 */
public final class EnsureContainerWorker implements Worker.NonIdempotent {

  private final Map<ContainerSystem, CachedSystem> systems;
  private final CreationLocks locks;

  /**
   * A worker for containers of several systems.
   *
   * @param timeToLive how long an id is cached
   */
  public EnsureContainerWorker(
      List<ContainerApi> systems, Duration timeToLive, InstantSource clock) {
    this.locks = new CreationLocks(clock);
    this.systems =
        systems.stream()
            .map(each -> new CachedSystem(each, new ContainerIdCache(timeToLive, clock)))
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
      return new StepResult.RetryLater("another command is creating a container on this path");
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
        new NoUsableResponse(api(command), "its answer contains no id of the new container"));
  }

  /** A repeated command does not use cached ids, since they may be wrong. */
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

  /**
   * The listing before the creation failed: nothing was created, so there is nothing to look up.
   */
  private static StepResult nothingCreated(ApiError error) {
    return error instanceof NoUsableResponse
        ? new StepResult.RetryLater(error.text())
        : new StepResult.ApiFailure(error);
  }

  private static StepResult retryLater() {
    return new StepResult.RetryLater("a segment of the path does not exist any more, or not yet");
  }

  private Optional<StepResult> invalidRequest(EnsureContainer request) {
    if (!systems.containsKey(request.getSystem())) {
      return Optional.of(
          new StepResult.Dead(
              "no worker for a container of kind " + request.getSystem(),
              "Upgrade the workers to the version of the processor, then retry the command"));
    }
    return PathResolver.segmentNames(request.getPath()).isEmpty()
        ? Optional.of(
            new StepResult.Dead("a container's path is empty", "Correct the path in the rules"))
        : Optional.empty();
  }

  private StepResult done(Command command, String id) {
    var request = payload(command);
    locks.release(lockName(command), command.getCommandId());
    return new StepResult.Done(
        new CommandResult.ContainerReady(
            new ContainerReady(request.getSystem(), request.getPath(), id)));
  }

  private static String lockName(Command command) {
    var request = payload(command);
    var first = PathResolver.segmentNames(request.getPath()).getFirst();
    return request.getSystem() + "/" + new ComparableText(first).value();
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
