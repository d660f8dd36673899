package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.review.ProofServices;
import io.proofline.sandbox.ziflow.review.ProofUpdater;

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
    routes.put(
        stage + "/start",
        call ->
            sendStage(
                call,
                services
                    .updater()
                    .startStage(call.pathParam("id"), call.pathParam("stage"), account.keyUser())));
    routes.put(stage + "/final-status-calculation", this::updateCalculation);
    routes.post(
        stage + "/reviewers",
        call ->
            ApiResponses.send(
                call,
                services
                    .reviewerService()
                    .addReviewers(
                        call.pathParam("id"),
                        call.pathParam("stage"),
                        RequestInput.json(call),
                        account.keyUser())
                    .stream()
                    .map(json.stages()::member)
                    .toList()));
    routes.get(
        stage + "/reviewers/{reviewer}",
        call ->
            ApiResponses.send(
                call,
                json.stages()
                    .member(
                        services
                            .reviewerService()
                            .reviewer(
                                ProofUpdater.stage(
                                    account.proof(call.pathParam("id")), call.pathParam("stage")),
                                call.pathParam("reviewer")))));
    routes.put(
        stage + "/reviewers/{reviewer}",
        call ->
            ApiResponses.send(
                call,
                json.stages()
                    .member(
                        services
                            .reviewerService()
                            .updateReviewer(
                                call.pathParam("id"),
                                call.pathParam("stage"),
                                call.pathParam("reviewer"),
                                RequestInput.json(call),
                                account.keyUser()))));
    routes.delete(
        stage + "/reviewers/{reviewer}",
        call ->
            services
                .reviewerService()
                .removeReviewer(
                    call.pathParam("id"),
                    call.pathParam("stage"),
                    call.pathParam("reviewer"),
                    account.keyUser()));
  }

  private void updateStage(Context call) {
    var body = RequestInput.json(call);
    if (!body.has("id") || !body.path("members").isArray()) {
      throw ZiflowApiException.invalid("id and members are needed");
    }
    sendStage(
        call,
        services
            .updater()
            .updateStage(call.pathParam("id"), call.pathParam("stage"), body, account.keyUser()));
  }

  private void updateCalculation(Context call) {
    var body = Json.toTree(Json.object("final_status_calculation", RequestInput.json(call)));
    sendStage(
        call,
        services
            .updater()
            .updateStage(call.pathParam("id"), call.pathParam("stage"), body, account.keyUser()));
  }

  private void sendStage(Context call, Stage stage) {
    ApiResponses.send(call, json.stages().stage(account.proof(call.pathParam("id")), stage));
  }
}
