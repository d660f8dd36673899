package io.proofline.sandbox.ziflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A remark on a proof, or a reply to one. */
record Comment(
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

  /** What somebody thinks of a comment, such as {@code like}. */
  record Reaction(String type, String email) {}

  Comment {
    labels = List.copyOf(labels);
    reactions = reactions == null ? List.of() : List.copyOf(reactions);
  }

  /** Never null; the component is, in journals that knew no reactions. */
  List<Reaction> reacted() {
    return Objects.requireNonNull(reactions);
  }

  @JsonIgnore
  boolean isDeleted() {
    return Boolean.TRUE.equals(deleted);
  }

  @JsonIgnore
  boolean isLiked() {
    return reacted().stream().anyMatch(each -> each.type().equals("like"));
  }

  Comment reacted(Reaction reaction, boolean given) {
    var others = reacted().stream().filter(each -> !each.equals(reaction));
    var all = Stream.concat(others, given ? Stream.of(reaction) : Stream.of()).toList();
    return edit(draft -> draft.reactions = all);
  }

  /** The same comment with what {@code edit} sets on a draft of it. */
  Comment edit(Consumer<CommentDraft> edit) {
    var draft = new CommentDraft(this);
    edit.accept(draft);
    return draft.comment();
  }
}
