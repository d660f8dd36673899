package io.proofline.sandbox.ziflow.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.review.CommentService;
import java.util.Optional;
import java.util.function.Consumer;

/** Handles the buttons of a comment on a proof's page, on behalf of the proof's owner. */
final class CommentPageActions {
  private final AccountStore account;
  private final CommentService commentService;

  CommentPageActions(AccountStore account, CommentService commentService) {
    this.account = account;
    this.commentService = commentService;
  }

  void addTo(RoutesConfig routes) {
    add(routes, "change", this::change);
    add(routes, "resolve", this::resolve);
    add(routes, "like", this::like);
    add(routes, "delete", this::delete);
  }

  private static void add(RoutesConfig routes, String action, Consumer<Context> act) {
    routes.post(
        "/ziflow/proofs/{id}/comments/{comment}/" + action,
        call -> {
          act.accept(call);
          PageRenderer.redirect(call, "/ziflow/proofs/" + call.pathParam("id"));
        });
  }

  private void change(Context call) {
    var text = Optional.ofNullable(call.formParam("text")).orElse("");
    commentService.rewrite(proof(call), comment(call), text, owner(call));
  }

  private void resolve(Context call) {
    var isResolved = commentService.comment(proof(call), comment(call)).resolved();
    commentService.resolve(proof(call), comment(call), !isResolved, owner(call));
  }

  private void like(Context call) {
    commentService.react(proof(call), comment(call), "like", true, owner(call));
  }

  private void delete(Context call) {
    commentService.delete(proof(call), comment(call), owner(call));
  }

  private static String proof(Context call) {
    return call.pathParam("id");
  }

  private static String comment(Context call) {
    return call.pathParam("comment");
  }

  private Contact owner(Context call) {
    return account.contact(account.proof(proof(call)).ownerId()).orElseThrow();
  }
}
