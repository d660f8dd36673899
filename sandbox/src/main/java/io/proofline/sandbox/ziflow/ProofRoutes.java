package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;

/** Proofs: create, search, read, change, decide. */
final class ProofRoutes {
  private final Desk desk;
  private final Proofing proofing;
  private final Answers answers;
  private final ZiflowSettings settings;

  ProofRoutes(Desk desk, Proofing proofing, Answers answers, ZiflowSettings settings) {
    this.desk = desk;
    this.proofing = proofing;
    this.answers = answers;
    this.settings = settings;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v1/proofs", call -> Exchange.page(call, "proofs", desk.listed(), answers::proof));
    routes.post("/v1/proofs", this::create);
    routes.post("/v1/proofs/search", this::search);
    routes.get(
        "/v1/proofs/{id}",
        call -> Exchange.send(call, answers.proof(desk.proof(call.pathParam("id")))));
    routes.put(
        "/v1/proofs/{id}",
        call ->
            Exchange.send(
                call,
                answers.proof(
                    proofing
                        .changing()
                        .update(call.pathParam("id"), Input.json(call), desk.user()))));
    routes.delete(
        "/v1/proofs/{id}", call -> proofing.changing().delete(call.pathParam("id"), desk.user()));
    routes.delete(
        "/v1/proofs/{id}/allVersions",
        call ->
            desk.versions(desk.proof(call.pathParam("id")).setId())
                .forEach(each -> proofing.changing().delete(each.id(), desk.user())));
    routes.post("/v1/proofs/{id}/reviewers/status", this::decide);
  }

  private void create(Context call) {
    var ids =
        proofing.creating().create(Input.json(call), desk.user()).stream().map(Proof::id).toList();
    var bodies = ids.stream().map(id -> Json.object("id", id)).toList();
    Exchange.send(
        call,
        switch (settings.createAnswer()) {
          case LIST -> bodies;
          case PROOF_ID -> Json.object("proof_id", ids.getFirst());
          case ID -> ids.size() > 1 ? bodies : bodies.getFirst();
        });
  }

  private void search(Context call) {
    var body = Input.json(call);
    var projection = Projection.of(body.path("fields").asString(""));
    Exchange.page(
        call,
        "proofs",
        new ProofSearch(desk, settings, body).run(),
        proof -> projection.apply(Json.toTree(answers.proof(proof))));
  }

  private void decide(Context call) {
    var body = Input.json(call);
    var decision =
        Input.text(body.path("decision"))
            .flatMap(Decision::labelled)
            .orElseThrow(() -> Refused.invalid("decision: missing or unknown"));
    if (!body.path("completed").isBoolean()) {
      throw Refused.invalid("completed: true or false is needed");
    }
    var reviewer =
        Input.text(body.path("reviewer_id"))
            .orElseGet(() -> ownReviewer(desk.proof(call.pathParam("id"))));
    var reasons =
        body.path("decision_checklist")
            .path("options")
            .valueStream()
            .map(each -> each.path("id").asString(""))
            .toList();
    var decided =
        proofing
            .deciding()
            .decide(
                call.pathParam("id"),
                reviewer,
                decision,
                body.path("completed").asBoolean(),
                reasons,
                actor(desk.proof(call.pathParam("id")), reviewer));
    Exchange.send(call, answers.stages().member(decided));
  }

  private String ownReviewer(Proof proof) {
    return proof
        .members()
        .filter(member -> member.contactId().equals(desk.user().id()))
        .map(Member::id)
        .findFirst()
        .orElseThrow(() -> Refused.invalid("reviewer_id: the key's own user reviews nothing here"));
  }

  /** Who an event names: the reviewer for whom the decision is made. */
  private Contact actor(Proof proof, String reviewerId) {
    return proof
        .member(reviewerId)
        .flatMap(member -> desk.contact(member.contactId()))
        .orElseGet(desk::user);
  }
}
