package io.proofline.sandbox.ziflow;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
    @Nullable List<Reaction> reactions) {

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

  Comment resolve(boolean done, Instant at) {
    return copy(labels, done, at, reacted());
  }

  Comment labelled(List<String> ids) {
    return copy(ids, resolved, resolvedAt, reacted());
  }

  Comment reacted(Reaction reaction, boolean given) {
    var others = reacted().stream().filter(each -> !each.equals(reaction));
    var all = Stream.concat(others, given ? Stream.of(reaction) : Stream.of()).toList();
    return copy(labels, resolved, resolvedAt, all);
  }

  private Comment copy(
      List<String> ids, boolean done, @Nullable Instant at, List<Reaction> reacted) {
    return new Comment(
        id,
        proofId,
        parentId,
        reviewerId,
        email,
        text,
        location,
        markers,
        ids,
        done,
        at,
        createdAt,
        sequence,
        reacted);
  }
}
