package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import io.proofline.sandbox.ziflow.review.ProofServices;
import io.proofline.sandbox.ziflow.review.ProofUpdater;
import tools.jackson.databind.JsonNode;

/** Routes of stages and their reviewers. */
final class StageRoutes {
  private final AccountStore account;
  private final ProofServices services;
  private final ProofJson json;

  StageRoutes(AccountStore account, ProofServices services, ProofJson json) {
    this.account = account;
    this.services = services;
    this.json = json;
  }

  void addTo(RoutesConfig routes) {
    var stage = "/v1/proofs/{id}/stages/{stage}";
    routes.put(stage, this::updateStage);
    routes.put(stage + "/start", this::startStage);
    routes.put(stage + "/final-status-calculation", this::updateCalculation);
    routes.post(stage + "/reviewers", this::addReviewers);
    var reviewer = stage + "/reviewers/{reviewer}";
    routes.get(reviewer, this::reviewer);
    routes.put(reviewer, this::updateReviewer);
    routes.delete(reviewer, this::removeReviewer);
  }

  private void startStage(Context call) {
    sendStage(call, services.updater().startStage(proofId(call), stageId(call), account.keyUser()));
  }

  private void updateStage(Context call) {
    var body = RequestBody.object(call);
    if (!body.has("id") || !body.path("members").isArray()) {
      throw ZiflowApiException.invalid("id and members are needed");
    }
    updateStage(call, body);
  }

  private void updateCalculation(Context call) {
    var calculation = RequestBody.object(call);
    ApiResponses.required(calculation, "type");
    updateStage(call, Json.toTree(Json.object("final_status_calculation", calculation)));
  }

  private void updateStage(Context call, JsonNode body) {
    sendStage(
        call,
        services.updater().updateStage(proofId(call), stageId(call), body, account.keyUser()));
  }

  private void addReviewers(Context call) {
    var added =
        services
            .reviewerService()
            .addReviewers(proofId(call), stageId(call), RequestBody.list(call), account.keyUser());
    ApiResponses.send(call, added.stream().map(json.stages()::member).toList());
  }

  private void reviewer(Context call) {
    var stage = ProofUpdater.stage(account.proof(proofId(call)), stageId(call));
    sendMember(call, services.reviewerService().reviewer(stage, reviewerId(call)));
  }

  private void updateReviewer(Context call) {
    sendMember(
        call,
        services
            .reviewerService()
            .updateReviewer(
                proofId(call),
                stageId(call),
                reviewerId(call),
                RequestBody.object(call),
                account.keyUser()));
  }

  private void removeReviewer(Context call) {
    services
        .reviewerService()
        .removeReviewer(proofId(call), stageId(call), reviewerId(call), account.keyUser());
  }

  private void sendStage(Context call, Stage stage) {
    ApiResponses.send(call, json.stages().stage(account.proof(proofId(call)), stage));
  }

  private void sendMember(Context call, StageMember stageMember) {
    ApiResponses.send(call, json.stages().member(stageMember));
  }

  private static String proofId(Context call) {
    return call.pathParam("id");
  }

  private static String stageId(Context call) {
    return call.pathParam("stage");
  }

  private static String reviewerId(Context call) {
    return call.pathParam("reviewer");
  }
}
