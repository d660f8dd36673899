package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.json.CommentJson;
import io.proofline.sandbox.ziflow.model.Comment;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.review.CommentService;
import tools.jackson.databind.JsonNode;

/** Routes of the comments on a proof. */
final class CommentRoutes {
  private final AccountStore account;
  private final CommentService commentService;
  private final CommentJson json;

  CommentRoutes(AccountStore account, CommentService commentService) {
    this.account = account;
    this.commentService = commentService;
    this.json = new CommentJson(account);
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
                commentService.comment(
                    account.proof(call.pathParam("id")).id(), call.pathParam("comment"))));
    routes.put(one + "/resolve", this::resolve);
    routes.put(one + "/labels", this::label);
    routes.put(one + "/reactions", this::react);
    routes.post(one + "/like", this::like);
  }

  private void comments(Context call) {
    var all = account.comments(account.proof(call.pathParam("id")).id());
    ApiResponses.send(
        call,
        all.stream()
            .filter(each -> each.parentId() == null)
            .map(each -> json.comment(each, all))
            .toList());
  }

  private void comment(Context call) {
    var body = RequestBody.object(call);
    var email = RequestInput.text(body.path("reviewer").path("email"));
    var author =
        email
            .map(each ->
                account
                    .contact(each)
                    .orElseThrow(() -> ZiflowApiException.invalid("reviewer: unknown")))
            .orElseGet(() -> reviewer(call, body.path("reviewer")));
    ApiResponses.send(
        call, Json.object("id", commentService.comment(proof(call), body, author).id()));
  }

  private void resolve(Context call) {
    var body = RequestBody.object(call);
    var type = ApiResponses.required(body, "type");
    if (!type.matches("(un)?resolved")) {
      throw ZiflowApiException.invalid("type: resolved or unresolved");
    }
    send(
        call,
        commentService.resolve(
            proof(call), call.pathParam("comment"), type.equals("resolved"), reviewer(call, body)));
  }

  private void label(Context call) {
    var body = RequestBody.object(call);
    if (!body.path("ids").isArray()) {
      throw ZiflowApiException.invalid("ids: a list is needed");
    }
    var ids = body.path("ids").valueStream().map(JsonNode::asString).toList();
    send(
        call,
        commentService.label(proof(call), call.pathParam("comment"), ids, reviewer(call, body)));
  }

  private void react(Context call) {
    var body = RequestBody.object(call);
    var type = ApiResponses.required(body, "type");
    var given = body.path("status").asBoolean(true);
    send(
        call,
        commentService.react(
            proof(call), call.pathParam("comment"), type, given, reviewer(call, body)));
  }

  /** The older call for reactions. */
  private void like(Context call) {
    var body = RequestBody.object(call);
    var given = body.path("like").asBoolean(true);
    send(
        call,
        commentService.react(
            proof(call), call.pathParam("comment"), "like", given, reviewer(call, body)));
  }

  private static String proof(Context call) {
    return call.pathParam("id");
  }

  /** The reviewer for whom the call acts; the key's user if the body names none. */
  private Contact reviewer(Context call, JsonNode body) {
    return RequestInput.text(body.path("reviewer_id"))
        .map(id ->
            account
                .proof(proof(call))
                .member(id)
                .flatMap(stageMember -> account.contact(stageMember.contactId()))
                .orElseThrow(() -> ZiflowApiException.notFound("reviewer", id)))
        .orElseGet(account::keyUser);
  }

  private void send(Context call, Comment comment) {
    ApiResponses.send(call, json.comment(comment, account.comments(comment.proofId())));
  }
}
