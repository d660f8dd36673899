package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import java.util.Optional;
import java.util.function.Consumer;

/** The buttons of a comment on a proof's page, pressed by the proof's owner. */
final class CommentActions {
  private final Desk desk;
  private final Commenting commenting;

  CommentActions(Desk desk, Commenting commenting) {
    this.desk = desk;
    this.commenting = commenting;
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
          Site.goTo(call, "/ziflow/proofs/" + call.pathParam("id"));
        });
  }

  private void change(Context call) {
    var text = Optional.ofNullable(call.formParam("text")).orElse("");
    commenting.rewrite(proof(call), comment(call), text, owner(call));
  }

  private void resolve(Context call) {
    var isResolved = commenting.comment(proof(call), comment(call)).resolved();
    commenting.resolve(proof(call), comment(call), !isResolved, owner(call));
  }

  private void like(Context call) {
    commenting.react(proof(call), comment(call), "like", true, owner(call));
  }

  private void delete(Context call) {
    commenting.delete(proof(call), comment(call), owner(call));
  }

  private static String proof(Context call) {
    return call.pathParam("id");
  }

  private static String comment(Context call) {
    return call.pathParam("comment");
  }

  private Contact owner(Context call) {
    return desk.contact(desk.proof(proof(call)).ownerId()).orElseThrow();
  }
}
