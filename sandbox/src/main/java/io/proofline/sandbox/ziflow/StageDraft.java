package io.proofline.sandbox.ziflow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stage in the making; everything but its id can be set anew. */
final class StageDraft {
  String name;
  @Nullable String deadline;
  Stage.FinalStatus finalStatus;
  boolean started;
  boolean locked;
  JsonNode options;
  List<Member> members;
  @Nullable String previousId;
  @Nullable Instant passedAt;
  @Nullable Boolean skipped;
  private final String id;

  StageDraft(Stage was) {
    this.id = was.id();
    this.name = was.name();
    this.deadline = was.deadline();
    this.finalStatus = was.finalStatus();
    this.started = was.started();
    this.locked = was.locked();
    this.options = was.options();
    this.members = was.members();
    this.previousId = was.previousId();
    this.passedAt = was.passedAt();
    this.skipped = was.skipped();
  }

  Stage stage() {
    return new Stage(
        id,
        name,
        deadline,
        finalStatus,
        started,
        locked,
        options,
        members,
        previousId,
        passedAt,
        skipped);
  }
}
