package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.json.FieldProjection;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.StageMember;
import io.proofline.sandbox.ziflow.review.ProofServices;

/** Routes of proofs: create, search, read, change, decide. */
final class ProofRoutes {
  private final AccountStore account;
  private final ProofServices services;
  private final ProofJson json;
  private final ZiflowSettings settings;

  ProofRoutes(
      AccountStore account, ProofServices services, ProofJson json, ZiflowSettings settings) {
    this.account = account;
    this.services = services;
    this.json = json;
    this.settings = settings;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/v1/proofs",
        call -> ApiResponses.page(call, "proofs", account.listedProofs(), json::proof));
    routes.post("/v1/proofs", this::create);
    routes.post("/v1/proofs/search", this::search);
    routes.get(
        "/v1/proofs/{id}",
        call -> ApiResponses.send(call, json.proof(account.proof(call.pathParam("id")))));
    routes.put(
        "/v1/proofs/{id}",
        call ->
            ApiResponses.send(
                call,
                json.proof(
                    services
                        .updater()
                        .update(
                            call.pathParam("id"), RequestBody.object(call), account.keyUser()))));
    routes.delete(
        "/v1/proofs/{id}",
        call -> services.updater().delete(call.pathParam("id"), account.keyUser()));
    routes.delete(
        "/v1/proofs/{id}/allVersions",
        call ->
            account
                .versions(account.proof(call.pathParam("id")).setId())
                .forEach(each -> services.updater().delete(each.id(), account.keyUser())));
    routes.post("/v1/proofs/{id}/reviewers/status", this::decide);
  }

  private void create(Context call) {
    var ids =
        services.creator().create(RequestBody.object(call), account.keyUser()).stream()
            .map(Proof::id)
            .toList();
    var bodies = ids.stream().map(id -> Json.object("id", id)).toList();
    ApiResponses.send(
        call,
        switch (settings.createAnswer()) {
          case LIST -> bodies;
          case PROOF_ID -> Json.object("proof_id", ids.getFirst());
          case ID -> ids.size() > 1 ? bodies : bodies.getFirst();
        });
  }

  private void search(Context call) {
    var body = RequestBody.object(call);
    var fieldProjection = FieldProjection.of(body.path("fields").asString(""));
    ApiResponses.page(
        call,
        "proofs",
        new ProofSearch(account, settings, body).execute(),
        proof -> fieldProjection.apply(Json.toTree(json.proof(proof))));
  }

  private void decide(Context call) {
    var body = RequestBody.object(call);
    var decision =
        RequestInput.text(body.path("decision"))
            .flatMap(Decision::byLabel)
            .orElseThrow(() -> ZiflowApiException.invalid("decision: missing or unknown"));
    if (!body.path("completed").isBoolean()) {
      throw ZiflowApiException.invalid("completed: true or false is needed");
    }
    var reviewer =
        RequestInput.text(body.path("reviewer_id"))
            .orElseGet(() -> ownReviewer(account.proof(call.pathParam("id"))));
    var reasons =
        body.path("decision_checklist")
            .path("options")
            .valueStream()
            .map(each -> each.path("id").asString(""))
            .toList();
    var decided =
        services
            .decisionService()
            .decide(
                call.pathParam("id"),
                reviewer,
                decision,
                body.path("completed").asBoolean(),
                reasons,
                actor(account.proof(call.pathParam("id")), reviewer));
    ApiResponses.send(call, json.stages().member(decided));
  }

  private String ownReviewer(Proof proof) {
    return proof
        .members()
        .filter(stageMember -> stageMember.contactId().equals(account.keyUser().id()))
        .map(StageMember::id)
        .findFirst()
        .orElseThrow(() ->
            ZiflowApiException.invalid("reviewer_id: the key's own user reviews nothing here"));
  }

  /** The person that the event names: the reviewer for whom the decision is made. */
  private Contact actor(Proof proof, String reviewerId) {
    return proof
        .member(reviewerId)
        .flatMap(stageMember -> account.contact(stageMember.contactId()))
        .orElseGet(account::keyUser);
  }
}
