package io.proofline.console.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two APIs as the workers see them, and the work that waits.
 *
 * @param states of the APIs, as {@code GET /api/v1/apis} has them
 * @param waiting the lanes, the parts of the stream processor and the APIs, as {@code GET
 *     /api/v1/lanes} has them; null while Kafka does not answer
 */
public record SystemWork(List<ObjectNode> states, @Nullable JsonNode waiting) {

  private static final Map<String, String> NAMES =
      Map.of(
          "ziflow_urgent", "Ziflow, at once",
          "photoshelter_urgent", "PhotoShelter, at once",
          "ziflow", "Ziflow",
          "photoshelter", "PhotoShelter",
          "ziflow_later", "Ziflow, later",
          "photoshelter_later", "PhotoShelter, later",
          "transfer", "Files",
          "intake", "Stream processor: intake",
          "review", "Stream processor: reviews");

  public SystemWork {
    states = List.copyOf(states);
  }

  /**
   * An API.
   *
   * @param state of the circuit breaker
   * @param since when calls began to wait; null if they do not
   * @param sentence why calls wait; empty if they do not
   * @param step what to do, with a command that can be pasted; empty for nothing
   * @param budget the use of its limits, in words
   * @param lastSuccess null for never
   */
  public record Api(
      String name,
      StateWords state,
      @Nullable Instant since,
      String sentence,
      String step,
      String budget,
      int instances,
      int openCommands,
      @Nullable Instant lastSuccess,
      @Nullable String paused) {}

  /**
   * A lane of the workers, or a part of the stream processor.
   *
   * @param waiting number of records
   * @param oldest time of the oldest of them; null for none
   * @param lastSuccess null for never
   */
  public record Lane(
      String name, long waiting, @Nullable Instant oldest, @Nullable Instant lastSuccess) {

    /** Whether work waits for longer than is usual. */
    public boolean isLate(When when) {
      return oldest != null
          && Duration.between(oldest, when.now()).compareTo(Duration.ofMinutes(5)) > 0;
    }
  }

  public List<Api> apis() {
    return states.stream().map(this::api).toList();
  }

  private Api api(ObjectNode state) {
    var word = state.path("api").asString();
    var work = work(word);
    return new Api(
        NAMES.getOrDefault(word, word),
        circuit(state.path("circuit_breaker").asString("")),
        time(state, "since").orElse(null),
        Sentences.sentence(state.path("text").asString("")),
        Sentences.sentence(state.path("next_step").asString("")),
        budget(state),
        state.path("instances").size(),
        work.path("open_commands").asInt(0),
        time(work, "last_success").orElse(null),
        work.path("paused").isString() ? work.path("paused").asString() : null);
  }

  private JsonNode work(String api) {
    if (waiting != null) {
      for (var each : waiting.path("apis")) {
        if (each.path("api").asString().equals(api)) {
          return each;
        }
      }
    }
    return MissingNode.getInstance();
  }

  private static StateWords circuit(String word) {
    return switch (word) {
      case "closed" -> new StateWords("Answers", "ok");
      case "half_open" -> new StateWords("One call tries it", "change");
      case "open" -> new StateWords("Calls wait", "no");
      default -> new StateWords("Not known", "none");
    };
  }

  private static String budget(JsonNode state) {
    long allowed = state.path("calls_allowed").asLong(0);
    if (allowed == 0) {
      return "not known";
    }
    return "%s of %s calls left now; %s wait, %s under way"
        .formatted(
            Sentences.number(state.path("calls_left").asLong(0)),
            Sentences.number(allowed),
            Sentences.number(state.path("calls_waiting").asLong(0)),
            Sentences.number(state.path("in_flight").asLong(0)));
  }

  /** The lanes, the most urgent first, and then the stream processor; empty without Kafka. */
  public List<Lane> lanes() {
    if (waiting == null) {
      return List.of();
    }
    return Stream.concat(
            waiting.path("lanes").valueStream(), waiting.path("consumers").valueStream())
        .map(SystemWork::lane)
        .toList();
  }

  private static Lane lane(JsonNode lane) {
    var word = lane.path("lane").asString(lane.path("consumer").asString(""));
    return new Lane(
        NAMES.getOrDefault(word, word),
        lane.path("backlog").asLong(0),
        time(lane, "oldest_record").orElse(null),
        time(lane, "last_success").or(() -> time(lane, "last_output")).orElse(null));
  }

  private static Optional<Instant> time(JsonNode node, String field) {
    return node.path(field).isString()
        ? Optional.of(Instant.parse(node.path(field).asString()))
        : Optional.empty();
  }
}
