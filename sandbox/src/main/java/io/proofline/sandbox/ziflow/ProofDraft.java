package io.proofline.sandbox.ziflow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A proof in the making; everything but its identity can be set anew. */
final class ProofDraft {
  String name;
  @Nullable String passThroughValue;
  @Nullable String folderId;
  String ownerId;
  Proof.State state;
  boolean locked;
  boolean lockOnDecisions;
  boolean archived;
  boolean allowSourceDownload;
  @Nullable Instant decisionDate;
  List<Proof.Source> sources;
  List<Stage> stages;
  JsonNode options;
  private final Proof was;

  ProofDraft(Proof was) {
    this.was = was;
    this.name = was.name();
    this.passThroughValue = was.passThroughValue();
    this.folderId = was.folderId();
    this.ownerId = was.ownerId();
    this.state = was.state();
    this.locked = was.locked();
    this.lockOnDecisions = was.lockOnDecisions();
    this.archived = was.archived();
    this.allowSourceDownload = was.allowSourceDownload();
    this.decisionDate = was.decisionDate();
    this.sources = was.sources();
    this.stages = was.stages();
    this.options = was.options();
  }

  Proof proof() {
    return new Proof(
        was.id(),
        was.setId(),
        was.version(),
        was.minor(),
        was.versionPreviousId(),
        name,
        passThroughValue,
        folderId,
        ownerId,
        was.createdById(),
        was.createdAt(),
        state,
        locked,
        lockOnDecisions,
        archived,
        allowSourceDownload,
        decisionDate,
        sources,
        stages,
        options);
  }
}
