package io.proofline.sandbox.ziflow.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builder of comments; author and position are fixed. */
public final class CommentBuilder {
  public String text;
  public List<String> labels;
  public boolean resolved;
  @Nullable public Instant resolvedAt;
  List<Comment.Reaction> reactions;
  public boolean deleted;
  private final Comment original;

  CommentBuilder(Comment was) {
    this.original = was;
    this.text = was.text();
    this.labels = was.labels();
    this.resolved = was.resolved();
    this.resolvedAt = was.resolvedAt();
    this.reactions = was.reacted();
    this.deleted = was.isDeleted();
  }

  Comment build() {
    return new Comment(
        original.id(),
        original.proofId(),
        original.parentId(),
        original.reviewerId(),
        original.email(),
        text,
        original.location(),
        original.markers(),
        labels,
        resolved,
        resolvedAt,
        original.createdAt(),
        original.sequence(),
        reactions,
        deleted);
  }
}
