package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.CommentStored;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Comments, replies, and whether they are resolved. */
final class Commenting {
  private static final int LONGEST_COMMENT = 10_000;
  private static final List<String> REACTIONS =
      List.of("like", "insightful", "verified", "rejected");

  private static final Pattern MENTION = Pattern.compile("\\$\\{reviewer:([^}]+)}");

  private final Desk desk;
  private final ZiflowSettings settings;
  private final Events events;
  private final Course course;
  private final Mails mails;

  Commenting(Desk desk, ZiflowSettings settings, Events events, Course course, Mails mails) {
    this.desk = desk;
    this.settings = settings;
    this.events = events;
    this.course = course;
    this.mails = mails;
  }

  /** A remark by a reviewer of the proof, or by the key's own user. */
  Comment comment(String proofId, JsonNode body, Contact author) {
    synchronized (desk) {
      var proof = course.open(proofId);
      checkStages(proof, author);
      var text = body.path("comment").asString("");
      checkLength(text);
      if (!body.path("location").isObject()) {
        throw Refused.invalid("location: page, or start_time and end_time, is needed");
      }
      var comment = newComment(proof, body, text, author);
      var changes =
          new ArrayList<>(
              events.of("comment", "comment", proof, author, commentDetail(comment, "created")));
      changes.addFirst(new CommentStored(comment));
      var mentioned = mentioned(proof, text);
      mentioned.forEach(email -> changes.addAll(mention(proof, author, comment, email)));
      changes.addAll(mails.commented(proof, author, comment, repliedTo(comment), mentioned));
      desk.change(changes);
      return comment;
    }
  }

  /** Who reviews in locked stages only does not comment, unless the account allows it. */
  private void checkStages(Proof proof, Contact author) {
    var own =
        proof.stages().stream()
            .filter(stage ->
                stage.members().stream().anyMatch(each -> each.contactId().equals(author.id())))
            .toList();
    if (!settings.lockedStagesTakeComments() && own.stream().allMatch(Stage::locked)) {
      own.forEach(course::checkOpen);
    }
  }

  Comment resolve(String proofId, String commentId, boolean resolved, Contact user) {
    return change(
        proofId,
        commentId,
        user,
        "changed",
        draft -> {
          draft.resolved = resolved;
          draft.resolvedAt = desk.now();
        });
  }

  /** Other labels; each must be one of the account's. */
  Comment label(String proofId, String commentId, List<String> labels, Contact user) {
    checkLabels(labels);
    return change(proofId, commentId, user, "changed", draft -> draft.labels = labels);
  }

  Comment rewrite(String proofId, String commentId, String text, Contact user) {
    checkLength(text);
    return change(proofId, commentId, user, "changed", draft -> draft.text = text);
  }

  /** Its place stays, with its replies. */
  Comment delete(String proofId, String commentId, Contact user) {
    return change(proofId, commentId, user, "deleted", draft -> draft.deleted = true);
  }

  /** A person's reaction is given or taken back. */
  Comment react(String proofId, String commentId, String type, boolean given, Contact user) {
    if (!REACTIONS.contains(type)) {
      throw Refused.invalid("type: one of %s".formatted(REACTIONS));
    }
    synchronized (desk) {
      var proof = course.open(proofId);
      var reaction = new Comment.Reaction(type, user.email());
      var comment = comment(proofId, commentId).reacted(reaction, given);
      var detail =
          Json.object(
              "comment_reaction_event",
              Json.object(
                  "status", given,
                  "type", type.toUpperCase(Locale.ROOT),
                  "comment_id", comment.id(),
                  "reviewer_id", reviewerId(proof, user)));
      store(comment, events.of("comment_reaction", "comment_reaction", proof, user, detail));
      return comment;
    }
  }

  private Comment change(
      String proofId, String commentId, Contact user, String action, Consumer<CommentDraft> edit) {
    synchronized (desk) {
      var proof = course.open(proofId);
      var comment = comment(proofId, commentId).edit(edit);
      store(comment, events.of("comment", "comment", proof, user, commentDetail(comment, action)));
      return comment;
    }
  }

  private void store(Comment comment, List<ZiflowChange> events) {
    var changes = new ArrayList<>(events);
    changes.addFirst(new CommentStored(comment));
    desk.change(changes);
  }

  private void checkLabels(List<String> labels) {
    labels.stream()
        .filter(id -> desk.entry(Entry.Shelf.COMMENT_LABEL, id).isEmpty())
        .findFirst()
        .ifPresent(id -> {
          throw Refused.invalid("labels: there is no label " + id);
        });
  }

  private static void checkLength(String text) {
    if (text.isBlank() || text.length() > LONGEST_COMMENT) {
      throw Refused.invalid("comment: 1 to %d characters".formatted(LONGEST_COMMENT));
    }
  }

  Comment comment(String proofId, String commentId) {
    return desk.comments(proofId).stream()
        .filter(each -> each.id().equals(commentId))
        .findFirst()
        .orElseThrow(() -> Refused.notFound("comment", commentId));
  }

  private @Nullable String repliedTo(Comment comment) {
    return comment.parentId() == null
        ? null
        : comment(comment.proofId(), comment.parentId()).email();
  }

  /** Addresses of the reviewers that the text names as {@code ${reviewer:id}}. */
  private Set<String> mentioned(Proof proof, String text) {
    return MENTION
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .flatMap(id -> proof.member(id).stream())
        .flatMap(member -> desk.contact(member.contactId()).stream())
        .map(Contact::email)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<ZiflowChange> mention(Proof proof, Contact author, Comment comment, String email) {
    var detail =
        Json.object("mention_event", Json.object("comment_id", comment.id(), "email", email));
    return events.of("mentions", "mention", proof, author, detail);
  }

  private Comment newComment(Proof proof, JsonNode body, String text, Contact author) {
    var parent = Input.text(body.path("parent_comment_id")).map(id -> comment(proof.id(), id).id());
    var labels = body.path("labels").valueStream().map(JsonNode::asString).toList();
    checkLabels(labels);
    var markers = body.path("markers").isArray() ? body.path("markers") : Json.tree("[]");
    return new Comment(
        UUID.randomUUID().toString(),
        proof.id(),
        parent.orElse(null),
        reviewerId(proof, author),
        author.email(),
        text,
        body.path("location"),
        markers,
        labels,
        body.path("resolved").asBoolean(false),
        null,
        desk.now(),
        desk.comments(proof.id()).size() + 1,
        List.of(),
        false);
  }

  private static String reviewerId(Proof proof, Contact author) {
    return proof
        .members()
        .filter(member -> member.contactId().equals(author.id()))
        .map(Member::id)
        .findFirst()
        .orElse(author.id());
  }

  private static Map<String, @Nullable Object> commentDetail(Comment comment, String action) {
    return Json.object(
        "comment_event",
        Json.object(
            "comment_id", comment.id(),
            "parent_id", comment.parentId(),
            "reviewer_id", comment.reviewerId(),
            "action", action,
            "text", comment.text(),
            "like", comment.isLiked(),
            "labels", comment.labels(),
            "resolved", comment.resolved()));
  }
}
