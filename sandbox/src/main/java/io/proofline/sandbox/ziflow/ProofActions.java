package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The buttons of a proof's page; each does what the API call does. */
final class ProofActions {
  private final Desk desk;
  private final Proofing proofing;

  ProofActions(Desk desk, Proofing proofing) {
    this.desk = desk;
    this.proofing = proofing;
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
            .flatMap(Decision::labelled)
            .orElseThrow(() -> Refused.invalid("Choose a decision"));
    decide(call, decision, Input.filled(call.formParam("reason")).stream().toList());
  }

  private void revoke(Context call) {
    decide(call, Decision.PENDING, List.of());
  }

  private void decide(Context call, Decision decision, List<String> reasons) {
    var reviewer = String.valueOf(call.formParam("reviewer"));
    proofing
        .deciding()
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
            "parent_comment_id", Input.filled(call.formParam("parent")).orElse(null),
            "markers",
                Notes.markers(
                    Input.filled(call.formParam("x")), Input.filled(call.formParam("y"))));
    proofing
        .commenting()
        .comment(call.pathParam("id"), Json.toTree(body), contact(proof(call), reviewer));
    back(call);
  }

  /** A person uploads a new version: its file needs no fetching, all else is as over the API. */
  private void newVersion(Context call) throws IOException {
    var upload =
        Optional.ofNullable(call.uploadedFile("file"))
            .orElseThrow(() -> Refused.invalid("Choose a file"));
    try (var content = upload.content()) {
      var made =
          proofing
              .versions()
              .newVersion(
                  proof(call).id(), upload.filename(), content.readAllBytes(), owner(proof(call)));
      Site.goTo(call, "/ziflow/proofs/" + made.id());
    }
  }

  private void lock(Context call) {
    var body = Json.toTree(Json.object("locked", !proof(call).locked()));
    proofing.changing().update(call.pathParam("id"), body, owner(proof(call)));
    back(call);
  }

  private void delete(Context call) {
    proofing.changing().delete(call.pathParam("id"), owner(proof(call)));
    Site.goTo(call, "/ziflow/trash");
  }

  private void restore(Context call) {
    proofing.changing().restore(call.pathParam("id"), desk.user());
    back(call);
  }

  private static void back(Context call) {
    Site.goTo(call, "/ziflow/proofs/" + call.pathParam("id"));
  }

  private Contact contact(Proof proof, String reviewerId) {
    var stage =
        proof.stageOf(reviewerId).orElseThrow(() -> Refused.notFound("reviewer", reviewerId));
    return desk.contact(proofing.reviewers().reviewer(stage, reviewerId).contactId()).orElseThrow();
  }

  private Contact owner(Proof proof) {
    return desk.contact(proof.ownerId()).orElseThrow();
  }

  private Proof proof(Context call) {
    return desk.proof(call.pathParam("id"));
  }
}
