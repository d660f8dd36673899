package io.proofline.workers.execution;

import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.call.Api;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A topic of commands with its priority.
 *
 * @param api the API that all its commands call; empty for the transfer lane, where each command
 *     determines it
 */
record CommandLane(Topic<String, Command> topic, LanePriority priority, Optional<Api> api) {

  /** All lanes, by their topic's name. */
  static Map<String, CommandLane> of(Topics topics) {
    var ziflow = Optional.of(Api.ZIFLOW);
    var library = Optional.of(Api.PHOTOSHELTER);
    return Stream.of(
            new CommandLane(topics.commandLanes().urgentZiflow(), LanePriority.URGENT, ziflow),
            new CommandLane(topics.commandLanes().urgentLibrary(), LanePriority.URGENT, library),
            new CommandLane(topics.commandLanes().ziflow(), LanePriority.NORMAL, ziflow),
            new CommandLane(topics.commandLanes().library(), LanePriority.NORMAL, library),
            new CommandLane(topics.commandLanes().laterZiflow(), LanePriority.LATER, ziflow),
            new CommandLane(topics.commandLanes().laterLibrary(), LanePriority.LATER, library),
            new CommandLane(
                topics.commandLanes().transfer(), LanePriority.TRANSFER, Optional.empty()))
        .collect(Collectors.toUnmodifiableMap(CommandLane::name, Function.identity()));
  }

  String name() {
    return topic.name();
  }

  /** The API of a command that no worker supports. */
  Api defaultApi() {
    return api.orElse(Api.PHOTOSHELTER);
  }
}
