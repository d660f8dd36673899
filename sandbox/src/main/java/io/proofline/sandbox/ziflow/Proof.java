package io.proofline.sandbox.ziflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.proofline.sandbox.web.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One version of a proof; versions of one file share {@code setId}.
 *
 * @param minor the part behind the dot of a minor version; null or 0 for a whole one
 * @param options what is kept and shown but not acted upon
 */
record Proof(
    String id,
    String setId,
    int version,
    @Nullable Integer minor,
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
    /** A file that is still to come. */
    static Source awaited(String type, String url, String name) {
      return new Source(
          UUID.randomUUID().toString(), UUID.randomUUID().toString(), type, url, name, null, 0);
    }

    Source fetched(String stored, long length) {
      return new Source(id, assetId, type, url, name, stored, length);
    }
  }

  Proof {
    sources = List.copyOf(sources);
    stages = List.copyOf(stages);
  }

  /** Where a version stands among those of its file. */
  record Place(
      String setId, int version, @Nullable Integer minor, @Nullable String versionPreviousId) {
    static Place first(String id, boolean isMinor) {
      return isMinor ? new Place(id, 0, 1, null) : new Place(id, 1, null, null);
    }

    static Place after(Proof newest, String previousId, boolean isMinor) {
      var minor = Optional.ofNullable(newest.minor()).orElse(0) + 1;
      return isMinor
          ? new Place(newest.setId(), newest.version(), minor, previousId)
          : new Place(newest.setId(), newest.version() + 1, null, previousId);
    }
  }

  /** A proof of nothing yet: its files, stages and all that callers choose are set on a draft. */
  static Proof begun(String id, Place place, Contact owner, Contact creator, Instant at) {
    return new Proof(
        id,
        place.setId(),
        place.version(),
        place.minor(),
        place.versionPreviousId(),
        "",
        null,
        null,
        owner.id(),
        creator.id(),
        at,
        State.UPLOADING,
        false,
        false,
        false,
        true,
        null,
        List.of(),
        List.of(),
        Json.tree("{}"));
  }

  /** Versions as they follow each other. */
  static Comparator<Proof> byVersion() {
    return Comparator.comparingInt(Proof::version)
        .thenComparingInt(each -> Optional.ofNullable(each.minor()).orElse(0));
  }

  /** A whole number, or one with a dot for a minor version. */
  BigDecimal number() {
    return isMinor() ? new BigDecimal("%d.%d".formatted(version, minor)) : new BigDecimal(version);
  }

  @JsonIgnore
  boolean isMinor() {
    return minor != null && minor > 0;
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

  /** A locked one waits for nothing. */
  @JsonIgnore
  boolean hasOpenDeadline() {
    return state == State.READY && !locked && stages.stream().anyMatch(Stage::hasOpenDeadline);
  }

  Stream<Member> members() {
    return stages.stream().flatMap(stage -> stage.members().stream());
  }

  Optional<Member> member(String memberId) {
    return members().filter(each -> each.id().equals(memberId)).findFirst();
  }

  Optional<Stage> stageOf(String memberId) {
    return stages.stream()
        .filter(stage -> stage.members().stream().anyMatch(member -> member.id().equals(memberId)))
        .findFirst();
  }

  Proof in(State reached, List<Source> files) {
    return edit(draft -> {
      draft.state = reached;
      draft.sources = files;
    });
  }

  Proof with(List<Stage> changed) {
    return edit(draft -> draft.stages = changed);
  }

  Proof withStage(String stageId, UnaryOperator<Stage> edit) {
    return with(
        stages.stream().map(each -> each.id().equals(stageId) ? edit.apply(each) : each).toList());
  }

  Proof lock(boolean closed) {
    return edit(draft -> draft.locked = closed);
  }

  Proof decidedAt(@Nullable Instant at) {
    return edit(draft -> draft.decisionDate = at);
  }

  /** The same proof with what {@code edit} sets on a draft of it. */
  Proof edit(Consumer<ProofDraft> edit) {
    var draft = new ProofDraft(this);
    edit.accept(draft);
    return draft.proof();
  }
}
