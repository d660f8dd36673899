package io.proofline.console.pause;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pause that has not ended.
 *
 * @param by name or address of the person; null for a program, and if the person was erased
 * @param reason null if it was made without one
 * @param until when it ends by itself; null for never
 */
public record Pause(
    PauseTarget target,
    Instant since,
    @Nullable Instant until,
    @Nullable String by,
    @Nullable String reason) {

  /** A sentence for people. */
  public String text() {
    return "%s is paused%s since %s%s%s"
        .formatted(
            target.title(),
            by == null ? "" : " by " + by,
            since,
            until == null ? "" : " until " + until,
            reason == null ? "" : " because: " + reason);
  }

  /** The command that ends it. */
  public String nextStep() {
    return "proofline resume " + (target.word().matches("[a-z:]+") ? target.word() : quoted());
  }

  private String quoted() {
    return "'" + target.word().replace("'", "'\\''") + "'";
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("target", target.word());
    json.put("since", since.toString());
    json.put("until", until == null ? null : until.toString());
    json.put("by", by);
    json.put("reason", reason);
    json.put("text", text());
    return json;
  }
}
