package io.proofline.sandbox.ziflow.json;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.model.AccountEntry;
import io.proofline.sandbox.ziflow.model.Comment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serialises comments as the API does. */
public final class CommentJson {
  private final AccountStore account;

  public CommentJson(AccountStore account) {
    this.account = account;
  }

  public Map<String, @Nullable Object> comment(Comment comment, List<Comment> all) {
    var replies =
        all.stream()
            .filter(each -> comment.id().equals(each.parentId()))
            .map(each -> comment(each, all))
            .toList();
    return Json.object(
        "id", comment.id(),
        "proof_id", comment.proofId(),
        "comment", comment.isDeleted() ? "" : comment.text(),
        "created_at", ProofJson.date(comment.createdAt()),
        "sequence", comment.sequence(),
        "source", "web",
        "private", false,
        "deleted", comment.isDeleted(),
        "parent_comment_id", comment.parentId(),
        "reviewer", Json.object("reviewer_id", comment.reviewerId(), "email", comment.email()),
        "location", comment.location(),
        "markers", comment.markers(),
        "labels", comment.labels().stream().map(this::label).toList(),
        "comment_resolve", resolution(comment),
        "reactions",
            comment.reacted().stream()
                .map(each -> Json.object("type", each.type(), "reviewer_email", each.email()))
                .toList(),
        "attachments", List.of(),
        "replies", replies);
  }

  private Map<String, @Nullable Object> label(String id) {
    var label = account.entry(AccountEntry.Kind.COMMENT_LABEL, id).map(AccountEntry::body);
    return Json.object("id", id, "label", label.map(each -> each.path("label")).orElse(null));
  }

  private static Map<String, @Nullable Object> resolution(Comment comment) {
    return Json.object(
        "type", comment.resolved() ? "resolved" : "unresolved",
        "resolve_date", comment.resolved() ? ProofJson.date(comment.resolvedAt()) : null,
        "unresolve_date", comment.resolved() ? null : ProofJson.date(comment.resolvedAt()));
  }
}
