package io.proofline.workers.loop;

import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.call.Api;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A topic of commands.
 *
 * @param api whom its commands are for; while that API asks to wait, the lane is paused
 */
record Lane(Topic<String, Command> topic, Api api) {

  /** All lanes, by their topic's name. The urgent, later and transfer lanes get their API here. */
  static Map<String, Lane> of(Topics topics) {
    return topics.commandLanes().stream()
        .map(lane -> new Lane(lane, api(topics, lane)))
        .collect(Collectors.toUnmodifiableMap(Lane::name, Function.identity()));
  }

  String name() {
    return topic.name();
  }

  private static Api api(Topics topics, Topic<String, Command> lane) {
    return List.of(
                topics.urgentZiflowCommands(),
                topics.ziflowCommands(),
                topics.laterZiflowCommands())
            .contains(lane)
        ? Api.ZIFLOW
        : Api.PHOTOSHELTER;
  }
}
