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
 * A topic of commands.
 *
 * @param api whom all its commands ask; empty for the lane in which each command says so itself
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

  /** Whom a command here is taken to ask when no worker says so. */
  Api defaultApi() {
    return api.orElse(Api.PHOTOSHELTER);
  }
}
