package io.proofline.sandbox.ziflow.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Builder of stages; everything but the id can be changed. */
public final class StageBuilder {
  public String name;
  @Nullable public String deadline;
  public Stage.FinalStatus finalStatus;
  boolean started;
  public boolean locked;
  public JsonNode options;
  public List<StageMember> members;
  @Nullable public String previousId;
  @Nullable public Instant passedAt;
  @Nullable public Boolean skipped;
  private final String id;

  StageBuilder(Stage was) {
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

  Stage build() {
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
