package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;

/** Comments on a proof. */
final class CommentRoutes {
  private final Desk desk;
  private final Proofing proofing;

  CommentRoutes(Desk desk, Proofing proofing) {
    this.desk = desk;
    this.proofing = proofing;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v1/proofs/{id}/comments", this::comments);
    routes.post("/v1/proofs/{id}/comments", this::comment);
    routes.get(
        "/v1/proofs/{id}/comments/{comment}",
        call ->
            Exchange.send(
                call,
                CommentAnswers.comment(
                    proofing
                        .commenting()
                        .comment(desk.proof(call.pathParam("id")).id(), call.pathParam("comment")),
                    desk.comments(desk.proof(call.pathParam("id")).id()))));
    routes.put("/v1/proofs/{id}/comments/{comment}/resolve", this::resolve);
  }

  private void comments(Context call) {
    var all = desk.comments(desk.proof(call.pathParam("id")).id());
    Exchange.send(
        call,
        all.stream()
            .filter(each -> each.parentId() == null)
            .map(each -> CommentAnswers.comment(each, all))
            .toList());
  }

  private void comment(Context call) {
    var body = Input.json(call);
    var email = Input.text(body.path("reviewer").path("email"));
    var author =
        email
            .map(each -> desk.contact(each).orElseThrow(() -> Refused.invalid("reviewer: unknown")))
            .orElseGet(desk::user);
    Exchange.send(
        call,
        Json.object("id", proofing.commenting().comment(call.pathParam("id"), body, author).id()));
  }

  private void resolve(Context call) {
    var resolved = Input.json(call).path("type").asString("resolved").equals("resolved");
    var comment =
        proofing
            .commenting()
            .resolve(call.pathParam("id"), call.pathParam("comment"), resolved, desk.user());
    Exchange.send(call, CommentAnswers.comment(comment, desk.comments(comment.proofId())));
  }
}
