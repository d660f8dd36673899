package io.proofline.sandbox.ziflow.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.review.ProofServices;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Handles the buttons of a proof's page; each has the effect of the API call. */
final class ProofPageActions {
  private final AccountStore account;
  private final ProofServices services;

  ProofPageActions(AccountStore account, ProofServices services) {
    this.account = account;
    this.services = services;
  }

  void addTo(RoutesConfig routes) {
    routes.post("/ziflow/proofs/{id}/decide", this::decide);
    routes.post("/ziflow/proofs/{id}/revoke", this::revoke);
    routes.post("/ziflow/proofs/{id}/comment", this::comment);
    routes.post("/ziflow/proofs/{id}/lock", this::lock);
    routes.post("/ziflow/proofs/{id}/version", this::newVersion);
    routes.post("/ziflow/proofs/{id}/delete", this::delete);
    routes.post("/ziflow/proofs/{id}/restore", this::restore);
  }

  private void decide(Context call) {
    var decision =
        Optional.ofNullable(call.formParam("decision"))
            .flatMap(Decision::byLabel)
            .orElseThrow(() -> ZiflowApiException.invalid("Choose a decision"));
    decide(call, decision, RequestInput.filled(call.formParam("reason")).stream().toList());
  }

  private void revoke(Context call) {
    decide(call, Decision.PENDING, List.of());
  }

  private void decide(Context call, Decision decision, List<String> reasons) {
    var reviewer = String.valueOf(call.formParam("reviewer"));
    services
        .decisionService()
        .decide(
            call.pathParam("id"),
            reviewer,
            decision,
            decision != Decision.PENDING,
            reasons,
            contact(proof(call), reviewer));
    back(call);
  }

  private void comment(Context call) {
    var reviewer = String.valueOf(call.formParam("reviewer"));
    var body =
        Json.object(
            "comment", call.formParam("text"),
            "location", Json.object("page", 1),
            "parent_comment_id", RequestInput.filled(call.formParam("parent")).orElse(null),
            "markers",
                CommentThreads.markers(
                    RequestInput.filled(call.formParam("x")),
                    RequestInput.filled(call.formParam("y"))));
    services
        .commentService()
        .comment(call.pathParam("id"), Json.toTree(body), contact(proof(call), reviewer));
    back(call);
  }

  /**
   * Adds an uploaded version: its file is not fetched; otherwise it is like a version created over
   * the API.
   */
  private void newVersion(Context call) throws IOException {
    var upload =
        Optional.ofNullable(call.uploadedFile("file"))
            .orElseThrow(() -> ZiflowApiException.invalid("Choose a file"));
    try (var content = upload.content()) {
      var made =
          services
              .versionService()
              .newVersion(
                  proof(call).id(), upload.filename(), content.readAllBytes(), owner(proof(call)));
      PageRenderer.redirect(call, "/ziflow/proofs/" + made.id());
    }
  }

  private void lock(Context call) {
    var body = Json.toTree(Json.object("locked", !proof(call).locked()));
    services.updater().update(call.pathParam("id"), body, owner(proof(call)));
    back(call);
  }

  private void delete(Context call) {
    services.updater().delete(call.pathParam("id"), owner(proof(call)));
    PageRenderer.redirect(call, "/ziflow/trash");
  }

  private void restore(Context call) {
    services.updater().restore(call.pathParam("id"), account.keyUser());
    back(call);
  }

  private static void back(Context call) {
    PageRenderer.redirect(call, "/ziflow/proofs/" + call.pathParam("id"));
  }

  private Contact contact(Proof proof, String reviewerId) {
    var stage =
        proof
            .stageOf(reviewerId)
            .orElseThrow(() -> ZiflowApiException.notFound("reviewer", reviewerId));
    return account
        .contact(services.reviewerService().reviewer(stage, reviewerId).contactId())
        .orElseThrow();
  }

  private Contact owner(Proof proof) {
    return account.contact(proof.ownerId()).orElseThrow();
  }

  private Proof proof(Context call) {
    return account.proof(call.pathParam("id"));
  }
}
