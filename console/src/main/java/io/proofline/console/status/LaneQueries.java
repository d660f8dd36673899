package io.proofline.console.status;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.pause.Pause;
import io.proofline.console.pause.PauseQueries;
import io.proofline.console.readmodel.ApiWork;
import io.proofline.console.readmodel.EndOffsets;
import io.proofline.console.status.ConsumerLag.Lag;
import io.proofline.schemas.CommandLanes;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures how much work waits in each lane of the workers, for each API and for the stream
 * processor, and since when.
 */
@Component
public final class LaneQueries {

  private final ApiWork work;
  private final PauseQueries pauses;
  private final LaneSuccesses successes;
  private final ConsumerLag lag;
  private final EndOffsets endOffsets;
  private final Topics topics;
  private final String prefix;
  private final InstantSource clock;

  LaneQueries(
      ApiWork work,
      PauseQueries pauses,
      LaneSuccesses successes,
      ConsumerLag lag,
      EndOffsets endOffsets,
      Topics topics,
      ConsoleProperties settings,
      InstantSource clock) {
    this.work = work;
    this.pauses = pauses;
    this.successes = successes;
    this.lag = lag;
    this.endOffsets = endOffsets;
    this.topics = topics;
    this.prefix = settings.kafka().prefix();
    this.clock = clock;
  }

  /**
   * Adds the lanes, the two parts of the stream processor, and the APIs to an answer.
   *
   * @throws KafkaException if Kafka does not answer
   */
  public void addTo(ObjectNode answer) {
    addLanes(answer.putArray("lanes"));
    var consumers = answer.putArray("consumers");
    addConsumer(
        consumers,
        "intake",
        List.of(
            topics.ziflowSignals(), topics.librarySignals(), topics.requests(), topics.outcomes()),
        topics.facts());
    addConsumer(consumers, "review", List.of(topics.facts()), topics.reviews());
    addApis(answer.putArray("apis"));
  }

  private void addLanes(ArrayNode list) {
    var lanes = List.<Topic<String, ?>>copyOf(topics.commandLanes().all());
    var lags = lag.of(lanes, prefix + "workers");
    var successOf = successes.all();
    for (var topic : lanes) {
      var lane = CommandLanes.name(topic);
      var item = list.addObject();
      item.put("lane", lane.replace('.', '_'));
      addLag(item, lags.getOrDefault(topic.name(), Lag.NONE));
      item.put("last_success", text(successOf.get(lane)));
    }
  }

  private void addConsumer(
      ArrayNode list, String name, List<Topic<String, ?>> inputs, Topic<String, ?> output) {
    var item = list.addObject();
    item.put("consumer", name);
    addLag(item, lag.of(inputs, prefix + name).values().stream().reduce(Lag.NONE, Lag::plus));
    item.put("last_output", text(endOffsets.newest(output).orElse(null)));
  }

  private void addLag(ObjectNode item, Lag behind) {
    var age = Optional.ofNullable(behind.oldest()).map(at -> Duration.between(at, clock.instant()));
    item.put("backlog", behind.records());
    item.put("oldest_record", text(behind.oldest()));
    item.put("oldest_age_seconds", age.map(time -> Math.max(0, time.toSeconds())).orElse(null));
  }

  private void addApis(ArrayNode list) {
    var paused =
        pauses.all().stream()
            .collect(Collectors.toMap(pause -> pause.target().word(), Pause::text));
    for (var api : ApiWork.Api.values()) {
      var state = work.of(api);
      var item = list.addObject();
      item.put("api", api.word());
      item.put("open_commands", state.openCommands());
      item.put("oldest_open_command", text(state.oldest()));
      item.put("last_success", text(state.lastSuccess()));
      item.put("last_dead_command", text(state.lastDead()));
      item.put("paused", paused.getOrDefault(api.word(), paused.get("all")));
    }
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
