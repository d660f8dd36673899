package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.CommentStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.model.AccountEntry;
import io.proofline.sandbox.ziflow.model.Comment;
import io.proofline.sandbox.ziflow.model.CommentBuilder;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import io.proofline.sandbox.ziflow.notification.MailNotifier;
import io.proofline.sandbox.ziflow.notification.ProofEventFactory;
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

/** Creates, changes, resolves and deletes comments and replies. */
public final class CommentService {
  private static final int LONGEST_COMMENT = 10_000;
  private static final List<String> REACTIONS =
      List.of("like", "insightful", "verified", "rejected");

  private static final Pattern MENTION = Pattern.compile("\\$\\{reviewer:([^}]+)}");

  private final AccountStore accountStore;
  private final ZiflowSettings settings;
  private final ProofEventFactory proofEventFactory;
  private final ProofLifecycle lifecycle;
  private final MailNotifier mailNotifier;

  CommentService(
      AccountStore accountStore,
      ZiflowSettings settings,
      ProofEventFactory proofEventFactory,
      ProofLifecycle lifecycle,
      MailNotifier mailNotifier) {
    this.accountStore = accountStore;
    this.settings = settings;
    this.proofEventFactory = proofEventFactory;
    this.lifecycle = lifecycle;
    this.mailNotifier = mailNotifier;
  }

  /** Adds a comment by a reviewer of the proof or by the key's own user. */
  public Comment comment(String proofId, JsonNode body, Contact author) {
    synchronized (accountStore) {
      var proof = lifecycle.unlockedProof(proofId);
      checkStages(proof, author);
      var text = body.path("comment").asString("");
      checkLength(text);
      if (!body.path("location").isObject()) {
        throw ZiflowApiException.invalid("location: page, or start_time and end_time, is needed");
      }
      var comment = newComment(proof, body, text, author);
      var changes =
          new ArrayList<>(
              proofEventFactory.create(
                  "comment", "comment", proof, author, commentDetail(comment, "created")));
      changes.addFirst(new CommentStored(comment));
      var mentioned = mentioned(proof, text);
      mentioned.forEach(email -> changes.addAll(mention(proof, author, comment, email)));
      changes.addAll(
          mailNotifier.mailsForComment(proof, author, comment, repliedTo(comment), mentioned));
      accountStore.commit(changes);
      return comment;
    }
  }

  /**
   * Refuses a reviewer whose stages are all locked, unless the settings allow comments in locked
   * stages.
   */
  private void checkStages(Proof proof, Contact author) {
    var own =
        proof.stages().stream()
            .filter(stage ->
                stage.members().stream().anyMatch(each -> each.contactId().equals(author.id())))
            .toList();
    if (!settings.lockedStagesTakeComments() && own.stream().allMatch(Stage::locked)) {
      own.forEach(lifecycle::requireUnlocked);
    }
  }

  public Comment resolve(String proofId, String commentId, boolean resolved, Contact user) {
    return change(
        proofId,
        commentId,
        user,
        "changed",
        draft -> {
          draft.resolved = resolved;
          draft.resolvedAt = accountStore.now();
        });
  }

  /** Replaces the labels; each must be one of the account's. */
  public Comment label(String proofId, String commentId, List<String> labels, Contact user) {
    checkLabels(labels);
    return change(proofId, commentId, user, "changed", draft -> draft.labels = labels);
  }

  public Comment rewrite(String proofId, String commentId, String text, Contact user) {
    checkLength(text);
    return change(proofId, commentId, user, "changed", draft -> draft.text = text);
  }

  /** Deletes the text; the comment's position and its replies stay. */
  public Comment delete(String proofId, String commentId, Contact user) {
    return change(proofId, commentId, user, "deleted", draft -> draft.deleted = true);
  }

  /** Adds or removes a person's reaction. */
  public Comment react(String proofId, String commentId, String type, boolean given, Contact user) {
    if (!REACTIONS.contains(type)) {
      throw ZiflowApiException.invalid("type: one of %s".formatted(REACTIONS));
    }
    synchronized (accountStore) {
      var proof = lifecycle.unlockedProof(proofId);
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
      store(
          comment,
          proofEventFactory.create("comment_reaction", "comment_reaction", proof, user, detail));
      return comment;
    }
  }

  private Comment change(
      String proofId,
      String commentId,
      Contact user,
      String action,
      Consumer<CommentBuilder> edit) {
    synchronized (accountStore) {
      var proof = lifecycle.unlockedProof(proofId);
      var comment = comment(proofId, commentId).copyWith(edit);
      store(
          comment,
          proofEventFactory.create(
              "comment", "comment", proof, user, commentDetail(comment, action)));
      return comment;
    }
  }

  private void store(Comment comment, List<ZiflowChange> events) {
    var changes = new ArrayList<>(events);
    changes.addFirst(new CommentStored(comment));
    accountStore.commit(changes);
  }

  private void checkLabels(List<String> labels) {
    labels.stream()
        .filter(id -> accountStore.entry(AccountEntry.Kind.COMMENT_LABEL, id).isEmpty())
        .findFirst()
        .ifPresent(id -> {
          throw ZiflowApiException.invalid("labels: there is no label " + id);
        });
  }

  private static void checkLength(String text) {
    if (text.isBlank() || text.length() > LONGEST_COMMENT) {
      throw ZiflowApiException.invalid("comment: 1 to %d characters".formatted(LONGEST_COMMENT));
    }
  }

  public Comment comment(String proofId, String commentId) {
    return accountStore.comments(proofId).stream()
        .filter(each -> each.id().equals(commentId))
        .findFirst()
        .orElseThrow(() -> ZiflowApiException.notFound("comment", commentId));
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
        .flatMap(stageMember -> accountStore.contact(stageMember.contactId()).stream())
        .map(Contact::email)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<ZiflowChange> mention(Proof proof, Contact author, Comment comment, String email) {
    var detail =
        Json.object("mention_event", Json.object("comment_id", comment.id(), "email", email));
    return proofEventFactory.create("mentions", "mention", proof, author, detail);
  }

  private Comment newComment(Proof proof, JsonNode body, String text, Contact author) {
    var parent =
        RequestInput.text(body.path("parent_comment_id")).map(id -> comment(proof.id(), id).id());
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
        accountStore.now(),
        accountStore.comments(proof.id()).size() + 1,
        List.of(),
        false);
  }

  private static String reviewerId(Proof proof, Contact author) {
    return proof
        .members()
        .filter(stageMember -> stageMember.contactId().equals(author.id()))
        .map(StageMember::id)
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
