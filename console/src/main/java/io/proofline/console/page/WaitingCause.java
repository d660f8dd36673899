package io.proofline.console.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/**
 * Photographs that wait for a person for one cause.
 *
 * @param waits word of the API
 * @param reason as the API has it; null for none
 * @param nextStep what a person can do; empty if a button says it
 */
public record WaitingCause(
    String waits,
    @Nullable String reason,
    int assets,
    int deadCommands,
    Instant since,
    String nextStep) {

  /** The causes that wait for a person; pauses, which also hold work back, are not among them. */
  public static List<WaitingCause> all(List<? extends JsonNode> groups) {
    return groups.stream()
        .filter(group -> !group.path("waits").asString().equals("paused"))
        .map(WaitingCause::of)
        .toList();
  }

  /** The cause of a group of waiting work. */
  static WaitingCause of(JsonNode group) {
    return new WaitingCause(
        group.path("waits").asString(),
        group.path("reason").isString() ? group.path("reason").asString() : null,
        group.path("assets").asInt(),
        group.path("dead_commands").asInt(),
        Instant.parse(group.path("oldest_since").asString()),
        Sentences.nextStep(
            group.path("next_step").isString() ? group.path("next_step").asString() : null));
  }

  /** The cause as a heading. */
  public String title() {
    return reason == null ? Sentences.cause(waits) : Sentences.sentence(reason);
  }

  /** The kind of cause, in words. */
  public String kind() {
    return Sentences.cause(waits);
  }

  /** The filter that finds these photographs, as a query. */
  public String query() {
    var query = UriComponentsBuilder.newInstance().queryParam("waits", "{waits}");
    return (reason == null
            ? query.encode().buildAndExpand(waits)
            : query.queryParam("reason", "{reason}").encode().buildAndExpand(waits, reason))
        .toUri()
        .getRawQuery();
  }
}
