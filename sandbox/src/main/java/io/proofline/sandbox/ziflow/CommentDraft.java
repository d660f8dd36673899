package io.proofline.sandbox.ziflow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comment in the making; its author and place stay. */
final class CommentDraft {
  String text;
  List<String> labels;
  boolean resolved;
  @Nullable Instant resolvedAt;
  List<Comment.Reaction> reactions;
  boolean deleted;
  private final Comment was;

  CommentDraft(Comment was) {
    this.was = was;
    this.text = was.text();
    this.labels = was.labels();
    this.resolved = was.resolved();
    this.resolvedAt = was.resolvedAt();
    this.reactions = was.reacted();
    this.deleted = was.isDeleted();
  }

  Comment comment() {
    return new Comment(
        was.id(),
        was.proofId(),
        was.parentId(),
        was.reviewerId(),
        was.email(),
        text,
        was.location(),
        was.markers(),
        labels,
        resolved,
        resolvedAt,
        was.createdAt(),
        was.sequence(),
        reactions,
        deleted);
  }
}
