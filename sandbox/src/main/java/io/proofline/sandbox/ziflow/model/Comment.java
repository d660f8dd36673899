package io.proofline.sandbox.ziflow.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A comment on a proof, or a reply to a comment. */
public record Comment(
    String id,
    String proofId,
    @Nullable String parentId,
    String reviewerId,
    String email,
    String text,
    JsonNode location,
    JsonNode markers,
    List<String> labels,
    boolean resolved,
    @Nullable Instant resolvedAt,
    Instant createdAt,
    int sequence,
    @Nullable List<Reaction> reactions,
    @Nullable Boolean deleted) {

  /** A person's reaction to a comment, such as {@code like}. */
  public record Reaction(String type, String email) {}

  public Comment {
    labels = List.copyOf(labels);
    reactions = reactions == null ? List.of() : List.copyOf(reactions);
  }

  /** The reactions; never null, although the component is null in older journals. */
  public List<Reaction> reacted() {
    return Objects.requireNonNull(reactions);
  }

  @JsonIgnore
  public boolean isDeleted() {
    return Boolean.TRUE.equals(deleted);
  }

  @JsonIgnore
  public boolean isLiked() {
    return reacted().stream().anyMatch(each -> each.type().equals("like"));
  }

  public Comment reacted(Reaction reaction, boolean given) {
    var others = reacted().stream().filter(each -> !each.equals(reaction));
    var all = Stream.concat(others, given ? Stream.of(reaction) : Stream.of()).toList();
    return copyWith(draft -> draft.reactions = all);
  }

  /** A copy with the changes that {@code edit} makes on a builder. */
  public Comment copyWith(Consumer<CommentBuilder> edit) {
    var draft = new CommentBuilder(this);
    edit.accept(draft);
    return draft.build();
  }
}
