package io.proofline.sandbox.ziflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One version of a proof; versions of one file share {@code setId}.
 *
 * @param options what is kept and shown but not acted upon
 */
record Proof(
    String id,
    String setId,
    int version,
    @Nullable String versionPreviousId,
    String name,
    @Nullable String passThroughValue,
    @Nullable String folderId,
    String ownerId,
    String createdById,
    Instant createdAt,
    State state,
    boolean locked,
    boolean lockOnDecisions,
    boolean archived,
    boolean allowSourceDownload,
    @Nullable Instant decisionDate,
    List<Source> sources,
    List<Stage> stages,
    JsonNode options) {

  /** How far the file has come. */
  enum State {
    UPLOADING,
    READY,
    FAILED
  }

  /**
   * A file of the proof.
   *
   * @param original the name of its bytes among the originals, once fetched
   */
  record Source(
      String id,
      String assetId,
      String type,
      String url,
      String name,
      @Nullable String original,
      long size) {
    Source fetched(String stored, long length) {
      return new Source(id, assetId, type, url, name, stored, length);
    }
  }

  Proof {
    sources = List.copyOf(sources);
    stages = List.copyOf(stages);
  }

  Optional<Decision> verdict() {
    return Verdicts.ofProof(stages);
  }

  /** {@code uploading}, {@code failed}, {@code in_progress} or {@code completed}. */
  String status() {
    return switch (state) {
      case UPLOADING -> "uploading";
      case FAILED -> "failed";
      case READY -> verdict().isPresent() || nobodyDecides() ? "completed" : "in_progress";
    };
  }

  boolean nobodyDecides() {
    return stages.stream().allMatch(stage -> stage.deciders().isEmpty());
  }

  Optional<Stage> stage(String stageId) {
    return stages.stream().filter(each -> each.id().equals(stageId)).findFirst();
  }

  Optional<Stage> stageOf(String memberId) {
    return stages.stream()
        .filter(stage -> stage.members().stream().anyMatch(member -> member.id().equals(memberId)))
        .findFirst();
  }

  Proof in(State reached, List<Source> files) {
    return new Proof(
        id,
        setId,
        version,
        versionPreviousId,
        name,
        passThroughValue,
        folderId,
        ownerId,
        createdById,
        createdAt,
        reached,
        locked,
        lockOnDecisions,
        archived,
        allowSourceDownload,
        decisionDate,
        files,
        stages,
        options);
  }

  Proof with(List<Stage> changed) {
    return new Proof(
        id,
        setId,
        version,
        versionPreviousId,
        name,
        passThroughValue,
        folderId,
        ownerId,
        createdById,
        createdAt,
        state,
        locked,
        lockOnDecisions,
        archived,
        allowSourceDownload,
        decisionDate,
        sources,
        changed,
        options);
  }

  Proof withStage(String stageId, UnaryOperator<Stage> edit) {
    return with(
        stages.stream().map(each -> each.id().equals(stageId) ? edit.apply(each) : each).toList());
  }

  Proof lock(boolean closed) {
    return new Proof(
        id,
        setId,
        version,
        versionPreviousId,
        name,
        passThroughValue,
        folderId,
        ownerId,
        createdById,
        createdAt,
        state,
        closed,
        lockOnDecisions,
        archived,
        allowSourceDownload,
        decisionDate,
        sources,
        stages,
        options);
  }

  Proof decidedAt(@Nullable Instant at) {
    return new Proof(
        id,
        setId,
        version,
        versionPreviousId,
        name,
        passThroughValue,
        folderId,
        ownerId,
        createdById,
        createdAt,
        state,
        locked,
        lockOnDecisions,
        archived,
        allowSourceDownload,
        at,
        sources,
        stages,
        options);
  }
}
