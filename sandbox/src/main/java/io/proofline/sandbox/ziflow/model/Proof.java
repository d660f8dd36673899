package io.proofline.sandbox.ziflow.model;

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
 * @param minor the number after the dot of a minor version; null or 0 for a major one
 * @param options options that are stored and shown without effect
 */
public record Proof(
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

  /** The processing state of the file. */
  public enum State {
    UPLOADING,
    READY,
    FAILED
  }

  /**
   * A file of the proof.
   *
   * @param original the name of its bytes among the originals, once fetched
   */
  public record Source(
      String id,
      String assetId,
      String type,
      String url,
      String name,
      @Nullable String original,
      long size) {
    /** A file that is not fetched yet. */
    public static Source pending(String type, String url, String name) {
      return new Source(
          UUID.randomUUID().toString(), UUID.randomUUID().toString(), type, url, name, null, 0);
    }

    public Source withFile(String stored, long length) {
      return new Source(id, assetId, type, url, name, stored, length);
    }
  }

  public Proof {
    sources = List.copyOf(sources);
    stages = List.copyOf(stages);
  }

  /** The position of a version among the versions of its file. */
  public record VersionPosition(
      String setId, int version, @Nullable Integer minor, @Nullable String versionPreviousId) {
    public static VersionPosition first(String id, boolean isMinor) {
      return isMinor ? new VersionPosition(id, 0, 1, null) : new VersionPosition(id, 1, null, null);
    }

    public static VersionPosition after(Proof newest, String previousId, boolean isMinor) {
      var minor = Optional.ofNullable(newest.minor()).orElse(0) + 1;
      return isMinor
          ? new VersionPosition(newest.setId(), newest.version(), minor, previousId)
          : new VersionPosition(newest.setId(), newest.version() + 1, null, previousId);
    }
  }

  /** A new proof without content: files, stages and options are set on a builder. */
  public static Proof create(
      String id, VersionPosition versionPosition, Contact owner, Contact creator, Instant at) {
    return new Proof(
        id,
        versionPosition.setId(),
        versionPosition.version(),
        versionPosition.minor(),
        versionPosition.versionPreviousId(),
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

  /** Orders versions of one file, oldest first. */
  public static Comparator<Proof> byVersion() {
    return Comparator.comparingInt(Proof::version)
        .thenComparingInt(each -> Optional.ofNullable(each.minor()).orElse(0));
  }

  /** The version number, with a dot for a minor version. */
  public BigDecimal number() {
    return isMinor() ? new BigDecimal("%d.%d".formatted(version, minor)) : new BigDecimal(version);
  }

  @JsonIgnore
  public boolean isMinor() {
    return minor != null && minor > 0;
  }

  public Optional<Decision> verdict() {
    return VerdictRules.proofVerdict(stages);
  }

  /** {@code uploading}, {@code failed}, {@code in_progress} or {@code completed}. */
  public String status() {
    return switch (state) {
      case UPLOADING -> "uploading";
      case FAILED -> "failed";
      case READY -> verdict().isPresent() || hasNoDeciders() ? "completed" : "in_progress";
    };
  }

  boolean hasNoDeciders() {
    return stages.stream().allMatch(stage -> stage.deciders().isEmpty());
  }

  public Optional<Stage> stage(String stageId) {
    return stages.stream().filter(each -> each.id().equals(stageId)).findFirst();
  }

  /** Whether a stage of this proof has an open deadline; never true of a locked proof. */
  @JsonIgnore
  public boolean hasOpenDeadline() {
    return state == State.READY && !locked && stages.stream().anyMatch(Stage::hasOpenDeadline);
  }

  public Stream<StageMember> members() {
    return stages.stream().flatMap(stage -> stage.members().stream());
  }

  public Optional<StageMember> member(String memberId) {
    return members().filter(each -> each.id().equals(memberId)).findFirst();
  }

  public Optional<Stage> stageOf(String memberId) {
    return stages.stream()
        .filter(stage ->
            stage.members().stream().anyMatch(stageMember -> stageMember.id().equals(memberId)))
        .findFirst();
  }

  public Proof withState(State reached, List<Source> files) {
    return copyWith(draft -> {
      draft.state = reached;
      draft.sources = files;
    });
  }

  public Proof withStages(List<Stage> changed) {
    return copyWith(draft -> draft.stages = changed);
  }

  public Proof withStage(String stageId, UnaryOperator<Stage> edit) {
    return withStages(
        stages.stream().map(each -> each.id().equals(stageId) ? edit.apply(each) : each).toList());
  }

  public Proof withLocked(boolean closed) {
    return copyWith(draft -> draft.locked = closed);
  }

  public Proof withDecisionDate(@Nullable Instant at) {
    return copyWith(draft -> draft.decisionDate = at);
  }

  /** A copy with the changes that {@code edit} makes on a builder. */
  public Proof copyWith(Consumer<ProofBuilder> edit) {
    var draft = new ProofBuilder(this);
    edit.accept(draft);
    return draft.build();
  }
}
