package io.proofline.workers.execution;

import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Runs of commands without a broker. */
final class CommandRuns {

  static final Topics TOPICS = Topics.of("", 1, new InMemorySchemaRegistry());

  private final Map<String, PartitionQueue> queues = new HashMap<>();
  private final CommandDecoder commandDecoder;
  private long offset;

  CommandRuns(ScriptedLibrary library) {
    this.commandDecoder = new CommandDecoder(library.workers());
  }

  /** A command as it is polled from a lane. */
  CommandRun polled(Topic<String, Command> topic, Command command) {
    var commandLane = CommandLane.of(TOPICS).get(topic.name());
    var queue =
        queues.computeIfAbsent(
            topic.name(),
            name ->
                new PartitionQueue(commandLane, new TopicPartition(name, 0), null, Map.of(), 0));
    var worker = commandDecoder.workerFor(command, commandLane.defaultApi());
    var run =
        new CommandRun(
            queue,
            offset++,
            command.getAssetId(),
            command,
            worker,
            CommandStep.CALL,
            CommandProgress.INITIAL);
    queue.add(run);
    return run;
  }

  List<PartitionQueue> queues() {
    return List.copyOf(queues.values());
  }
}
