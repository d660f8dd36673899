package io.proofline.sandbox.ziflow.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Builder of proofs; everything but the identity can be changed. */
public final class ProofBuilder {
  public String name;
  @Nullable public String passThroughValue;
  @Nullable public String folderId;
  public String ownerId;
  Proof.State state;
  public boolean locked;
  public boolean lockOnDecisions;
  public boolean archived;
  public boolean allowSourceDownload;
  @Nullable Instant decisionDate;
  public List<Proof.Source> sources;
  public List<Stage> stages;
  public JsonNode options;
  private final Proof original;

  ProofBuilder(Proof was) {
    this.original = was;
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

  Proof build() {
    return new Proof(
        original.id(),
        original.setId(),
        original.version(),
        original.minor(),
        original.versionPreviousId(),
        name,
        passThroughValue,
        folderId,
        ownerId,
        original.createdById(),
        original.createdAt(),
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
