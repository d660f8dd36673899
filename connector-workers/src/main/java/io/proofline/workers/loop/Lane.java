package io.proofline.workers.loop;

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
record Lane(Topic<String, Command> topic, Urgency urgency, Optional<Api> api) {

  /** All lanes, by their topic's name. */
  static Map<String, Lane> of(Topics topics) {
    var ziflow = Optional.of(Api.ZIFLOW);
    var library = Optional.of(Api.PHOTOSHELTER);
    return Stream.of(
            new Lane(topics.urgentZiflowCommands(), Urgency.URGENT, ziflow),
            new Lane(topics.urgentLibraryCommands(), Urgency.URGENT, library),
            new Lane(topics.ziflowCommands(), Urgency.NORMAL, ziflow),
            new Lane(topics.libraryCommands(), Urgency.NORMAL, library),
            new Lane(topics.laterZiflowCommands(), Urgency.LATER, ziflow),
            new Lane(topics.laterLibraryCommands(), Urgency.LATER, library),
            new Lane(topics.transferCommands(), Urgency.TRANSFER, Optional.empty()))
        .collect(Collectors.toUnmodifiableMap(Lane::name, Function.identity()));
  }

  String name() {
    return topic.name();
  }

  /** Whom a command here is taken to ask when no worker says so. */
  Api apiOfTheUnserved() {
    return api.orElse(Api.PHOTOSHELTER);
  }
}
