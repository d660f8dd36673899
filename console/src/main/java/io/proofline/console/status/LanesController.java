package io.proofline.console.status;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.pause.Pause;
import io.proofline.console.pause.PauseQueries;
import io.proofline.console.readmodel.ApiWork;
import io.proofline.console.readmodel.EndOffsets;
import io.proofline.console.web.Answers;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Says how much work waits in each lane of the workers and for each API, and since when. */
@RestController
final class LanesController {

  private final ApiWork work;
  private final PauseQueries pauses;
  private final EndOffsets endOffsets;
  private final Topics topics;
  private final String workersGroup;
  private final Answers answers;

  LanesController(
      ApiWork work,
      PauseQueries pauses,
      EndOffsets endOffsets,
      Topics topics,
      ConsoleProperties settings,
      Answers answers) {
    this.work = work;
    this.pauses = pauses;
    this.endOffsets = endOffsets;
    this.topics = topics;
    this.workersGroup = settings.kafka().prefix() + "workers";
    this.answers = answers;
  }

  @GetMapping("/api/v1/lanes")
  ObjectNode lanes() {
    var answer = answers.object();
    var lanes = answer.putArray("lanes");
    byName()
        .forEach((name, topic) -> {
          var lane = lanes.addObject();
          lane.put("lane", name);
          lane.put("backlog", endOffsets.backlog(topic, workersGroup));
        });
    var paused =
        pauses.all().stream()
            .collect(Collectors.toMap(pause -> pause.target().word(), Pause::text));
    var apis = answer.putArray("apis");
    for (var api : ApiWork.Api.values()) {
      var state = work.of(api);
      var item = apis.addObject();
      item.put("api", api.word());
      item.put("open_commands", state.openCommands());
      item.put("oldest_open_command", text(state.oldest()));
      item.put("last_success", text(state.lastSuccess()));
      item.put("last_dead_command", text(state.lastDead()));
      item.put("paused", paused.getOrDefault(api.word(), paused.get("all")));
    }
    return answer;
  }

  private Map<String, Topic<String, Command>> byName() {
    var lanes = topics.commandLanes();
    var byName = new LinkedHashMap<String, Topic<String, Command>>();
    byName.put("ziflow_urgent", lanes.urgentZiflow());
    byName.put("photoshelter_urgent", lanes.urgentLibrary());
    byName.put("ziflow", lanes.ziflow());
    byName.put("photoshelter", lanes.library());
    byName.put("ziflow_later", lanes.laterZiflow());
    byName.put("photoshelter_later", lanes.laterLibrary());
    byName.put("transfer", lanes.transfer());
    return byName;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
