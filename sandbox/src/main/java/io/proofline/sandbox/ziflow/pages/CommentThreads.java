package io.proofline.sandbox.ziflow.pages;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.AccountEntry;
import io.proofline.sandbox.ziflow.model.Comment;
import io.proofline.sandbox.ziflow.model.Proof;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The template models of a proof's comments: as a list with replies below their comments, and as
 * pins.
 */
final class CommentThreads {
  /** The kind of marker that a person sets; its point is in parts of the picture's size. */
  static final String PIN = "pin";

  private static final String PART = "0(\\.\\d{1,6})?|1(\\.0{1,6})?";

  private final AccountStore account;

  CommentThreads(AccountStore account) {
    this.account = account;
  }

  Map<String, @Nullable Object> modelOf(Proof proof) {
    var all = account.comments(proof.id()).stream().filter(each -> !each.isDeleted()).toList();
    var roots = all.stream().filter(each -> each.parentId() == null);
    return Json.object(
        "comments", roots.flatMap(each -> thread(each, all)).map(this::toModel).toList(),
        "pins", all.stream().flatMap(each -> pin(each).stream()).toList());
  }

  private static Stream<Comment> thread(Comment comment, List<Comment> all) {
    var replies =
        all.stream()
            .filter(each -> comment.id().equals(each.parentId()))
            .flatMap(each -> thread(each, all));
    return Stream.concat(Stream.of(comment), replies);
  }

  private Map<String, @Nullable Object> toModel(Comment comment) {
    return Json.object(
        "id", comment.id(),
        "number", comment.sequence(),
        "who", account.contact(comment.email()).map(ProofCards::name).orElse(comment.email()),
        "text", comment.text(),
        "when", ProofJson.date(comment.createdAt()),
        "reply", comment.parentId() != null,
        "pinned", pin(comment).isPresent(),
        "resolved", comment.resolved(),
        "labels", comment.labels().stream().map(this::label).toList(),
        "reactions", comment.reacted().stream().map(Comment.Reaction::type).distinct().toList());
  }

  private String label(String id) {
    return account
        .entry(AccountEntry.Kind.COMMENT_LABEL, id)
        .map(each -> each.body().path("label").asString(id))
        .orElse(id);
  }

  private static Optional<Map<String, @Nullable Object>> pin(Comment comment) {
    return comment
        .markers()
        .valueStream()
        .filter(each -> each.path("type").asString("").equals(PIN))
        .map(each -> each.path("start_point"))
        .filter(point -> point.path("x").isNumber() && point.path("y").isNumber())
        .findFirst()
        .map(point ->
            Json.object(
                "number", comment.sequence(),
                "resolved", comment.resolved(),
                "left", percent(point.path("x")),
                "top", percent(point.path("y"))));
  }

  private static double percent(JsonNode part) {
    return Math.clamp(Math.round(part.asDouble() * 10_000) / 100.0, 0, 100);
  }

  /** The marker of a pin at this point; empty if the point is not on the picture. */
  static List<Map<String, @Nullable Object>> markers(Optional<String> x, Optional<String> y) {
    if (!x.orElse("").matches(PART) || !y.orElse("").matches(PART)) {
      return List.of();
    }
    var point =
        Json.object(
            "x", Double.valueOf(x.orElseThrow()),
            "y", Double.valueOf(y.orElseThrow()));
    return List.of(
        Json.object("type", PIN, "color", "#0b5c8a", "start_point", point, "svg_path", null));
  }
}
