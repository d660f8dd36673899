package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import tools.jackson.databind.JsonNode;

/** Comments on a proof. */
final class CommentRoutes {
  private final Desk desk;
  private final Commenting commenting;
  private final CommentAnswers answers;

  CommentRoutes(Desk desk, Commenting commenting) {
    this.desk = desk;
    this.commenting = commenting;
    this.answers = new CommentAnswers(desk);
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v1/proofs/{id}/comments", this::comments);
    routes.post("/v1/proofs/{id}/comments", this::comment);
    var one = "/v1/proofs/{id}/comments/{comment}";
    routes.get(
        one,
        call ->
            send(
                call,
                commenting.comment(
                    desk.proof(call.pathParam("id")).id(), call.pathParam("comment"))));
    routes.put(one + "/resolve", this::resolve);
    routes.put(one + "/labels", this::label);
    routes.put(one + "/reactions", this::react);
    routes.post(one + "/like", this::like);
  }

  private void comments(Context call) {
    var all = desk.comments(desk.proof(call.pathParam("id")).id());
    Exchange.send(
        call,
        all.stream()
            .filter(each -> each.parentId() == null)
            .map(each -> answers.comment(each, all))
            .toList());
  }

  private void comment(Context call) {
    var body = Input.json(call);
    var email = Input.text(body.path("reviewer").path("email"));
    var author =
        email
            .map(each -> desk.contact(each).orElseThrow(() -> Refused.invalid("reviewer: unknown")))
            .orElseGet(() -> reviewer(call, body.path("reviewer")));
    Exchange.send(call, Json.object("id", commenting.comment(proof(call), body, author).id()));
  }

  private void resolve(Context call) {
    var body = Input.json(call);
    var type = Exchange.required(body, "type");
    if (!type.matches("(un)?resolved")) {
      throw Refused.invalid("type: resolved or unresolved");
    }
    send(
        call,
        commenting.resolve(
            proof(call), call.pathParam("comment"), type.equals("resolved"), reviewer(call, body)));
  }

  private void label(Context call) {
    var body = Input.json(call);
    if (!body.path("ids").isArray()) {
      throw Refused.invalid("ids: a list is needed");
    }
    var ids = body.path("ids").valueStream().map(JsonNode::asString).toList();
    send(call, commenting.label(proof(call), call.pathParam("comment"), ids, reviewer(call, body)));
  }

  private void react(Context call) {
    var body = Input.json(call);
    var type = Exchange.required(body, "type");
    var given = body.path("status").asBoolean(true);
    send(
        call,
        commenting.react(
            proof(call), call.pathParam("comment"), type, given, reviewer(call, body)));
  }

  /** The older way to react. */
  private void like(Context call) {
    var body = Input.json(call);
    var given = body.path("like").asBoolean(true);
    send(
        call,
        commenting.react(
            proof(call), call.pathParam("comment"), "like", given, reviewer(call, body)));
  }

  private static String proof(Context call) {
    return call.pathParam("id");
  }

  /** For whom it is done; the key's own user when nobody is named. */
  private Contact reviewer(Context call, JsonNode body) {
    return Input.text(body.path("reviewer_id"))
        .map(id ->
            desk.proof(proof(call))
                .member(id)
                .flatMap(member -> desk.contact(member.contactId()))
                .orElseThrow(() -> Refused.notFound("reviewer", id)))
        .orElseGet(desk::user);
  }

  private void send(Context call, Comment comment) {
    Exchange.send(call, answers.comment(comment, desk.comments(comment.proofId())));
  }
}
