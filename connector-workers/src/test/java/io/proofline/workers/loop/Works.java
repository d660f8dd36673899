package io.proofline.workers.loop;

import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Commands in hand, without a broker. */
final class Works {

  static final Topics TOPICS = Topics.of("", 1, new InMemorySchemaRegistry());

  private final Map<String, Backlog> backlogs = new HashMap<>();
  private final Reading reading;
  private long offset;

  Works(ScriptedLibrary library) {
    this.reading = new Reading(library.workers());
  }

  /** A command as it is polled from a lane. */
  Work polled(Topic<String, Command> topic, Command command) {
    var lane = Lane.of(TOPICS).get(topic.name());
    var backlog =
        backlogs.computeIfAbsent(
            topic.name(),
            name -> new Backlog(lane, new TopicPartition(name, 0), null, Map.of(), 0));
    var worker = reading.worker(command, lane.apiOfTheUnserved());
    var work =
        new Work(
            backlog, offset++, command.getAssetId(), command, worker, Step.CALL, Progress.FRESH);
    backlog.take(work);
    return work;
  }

  List<Backlog> backlogs() {
    return List.copyOf(backlogs.values());
  }
}
