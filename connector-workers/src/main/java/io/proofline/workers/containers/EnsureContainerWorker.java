package io.proofline.workers.containers;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ContainerReady;
import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.schemas.avro.EnsureContainer;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.containers.Walk.End.Lacks;
import io.proofline.workers.containers.Walk.End.Whole;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
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
public final class EnsureContainerWorker implements Worker.Creating {

  private final Map<ContainerSystem, Served> systems;
  private final Claims claims;

  /**
   * A worker for containers of several systems.
   *
   * @param life how long an id is believed
   */
  public EnsureContainerWorker(List<Containers> systems, Duration life, InstantSource clock) {
    this.claims = new Claims(clock);
    this.systems =
        systems.stream()
            .map(each -> new Served(each, new Known(life, clock)))
            .collect(Collectors.toUnmodifiableMap(Served::system, Function.identity()));
  }

  @Override
  public CommandKind kind() {
    return CommandKind.ENSURE_CONTAINER;
  }

  @Override
  public Api preparesFrom(Command command) {
    return api(command);
  }

  @Override
  public Api api(Command command) {
    return switch (asked(command).getSystem()) {
      case ZIFLOW_FOLDER -> Api.ZIFLOW;
      case GALLERY, UNKNOWN -> Api.PHOTOSHELTER;
    };
  }

  @Override
  public Ending prepare(Command command) {
    return lookUp(command);
  }

  @Override
  public Ending lookUp(Command command) {
    return hopeless(asked(command))
        .orElseGet(() ->
            walked(
                command,
                (_, end) ->
                    switch (end) {
                      case Whole(var id) -> finished(command, id);
                      case Lacks _ -> new Ending.Ready();
                    },
                Ending.Refused::new));
  }

  @Override
  public Ending create(Command command) {
    if (!claims.take(claim(command), command.getCommandId())) {
      return new Ending.NotYet("another command makes something on this path");
    }
    var ending =
        walked(
            command,
            (served, end) ->
                switch (end) {
                  case Whole(var id) -> finished(command, id);
                  case Lacks(var place) -> make(command, served, place);
                },
            EnsureContainerWorker::nothingMade);
    if (!(ending instanceof Ending.Refused(var error) && error.mayHaveHappened())) {
      claims.release(claim(command), command.getCommandId());
    }
    return ending;
  }

  private Ending make(Command command, Served served, Place place) {
    return switch (served.containers.make(place, asked(command).getHidden())) {
      case Done<Optional<String>>(var id) ->
          id.map(it -> made(command, served, place, it)).orElseGet(() -> nameless(command));
      case Failed<Optional<String>>(Missing _) -> {
        served.walk().gone(place);
        yield anew();
      }
      case Failed<Optional<String>>(var error) -> new Ending.Refused(error);
    };
  }

  private Ending made(Command command, Served served, Place place, String id) {
    served.known.made(place, id);
    return place.last() ? finished(command, id) : new Ending.Ready();
  }

  private Ending nameless(Command command) {
    return new Ending.Refused(new Unanswered(api(command), "it names no id for the container"));
  }

  /** Who asks again has reason to doubt what is remembered. */
  private Ending walked(
      Command command,
      BiFunction<Served, Walk.End, Ending> then,
      Function<ApiError, Ending> otherwise) {
    boolean trusting = command.getRound() == 1 && command.getAttempt() == 1;
    var served = Objects.requireNonNull(systems.get(asked(command).getSystem()));
    return switch (served.walk().down(Walk.names(asked(command).getPath()), trusting)) {
      case Done<Walk.End>(var end) -> then.apply(served, end);
      case Failed<Walk.End>(Missing _) -> anew();
      case Failed<Walk.End>(var error) -> otherwise.apply(error);
    };
  }

  /** A look before the creation went unanswered: there is nothing to be looked up. */
  private static Ending nothingMade(ApiError error) {
    return error instanceof Unanswered
        ? new Ending.NotYet(error.text())
        : new Ending.Refused(error);
  }

  private static Ending anew() {
    return new Ending.NotYet("a step of the path is not there any more, or not yet");
  }

  private Optional<Ending> hopeless(EnsureContainer asked) {
    if (!systems.containsKey(asked.getSystem())) {
      return Optional.of(
          new Ending.Hopeless(
              "no worker for a container of kind " + asked.getSystem(),
              "Upgrade the workers to the version of the processor, then retry the command"));
    }
    return Walk.names(asked.getPath()).isEmpty()
        ? Optional.of(
            new Ending.Hopeless("a container's path is empty", "Correct the path in the rules"))
        : Optional.empty();
  }

  private Ending finished(Command command, String id) {
    var asked = asked(command);
    claims.release(claim(command), command.getCommandId());
    return new Ending.Finished(
        new Result.ContainerStands(new ContainerReady(asked.getSystem(), asked.getPath(), id)));
  }

  private static String claim(Command command) {
    var asked = asked(command);
    var first = Walk.names(asked.getPath()).getFirst().toLowerCase(Locale.ROOT);
    return asked.getSystem() + "/" + first;
  }

  private static EnsureContainer asked(Command command) {
    return Objects.requireNonNull(command.getEnsureContainer());
  }

  private record Served(Containers containers, Known known) {
    ContainerSystem system() {
      return containers.system();
    }

    Walk walk() {
      return new Walk(containers, known);
    }
  }
}
