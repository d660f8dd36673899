package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;

/** Stages and their reviewers. */
final class StageRoutes {
  private final Desk desk;
  private final Proofing proofing;
  private final Answers answers;

  StageRoutes(Desk desk, Proofing proofing, Answers answers) {
    this.desk = desk;
    this.proofing = proofing;
    this.answers = answers;
  }

  void addTo(RoutesConfig routes) {
    var stage = "/v1/proofs/{id}/stages/{stage}";
    routes.put(stage, this::updateStage);
    routes.put(
        stage + "/start",
        call ->
            sendStage(
                call,
                proofing
                    .changing()
                    .startStage(call.pathParam("id"), call.pathParam("stage"), desk.user())));
    routes.put(stage + "/final-status-calculation", this::updateCalculation);
    routes.post(
        stage + "/reviewers",
        call ->
            Exchange.send(
                call,
                proofing
                    .reviewers()
                    .addReviewers(
                        call.pathParam("id"),
                        call.pathParam("stage"),
                        Input.json(call),
                        desk.user())
                    .stream()
                    .map(answers.stages()::member)
                    .toList()));
    routes.get(
        stage + "/reviewers/{reviewer}",
        call ->
            Exchange.send(
                call,
                answers
                    .stages()
                    .member(
                        proofing
                            .reviewers()
                            .reviewer(
                                Changing.stage(
                                    desk.proof(call.pathParam("id")), call.pathParam("stage")),
                                call.pathParam("reviewer")))));
    routes.put(
        stage + "/reviewers/{reviewer}",
        call ->
            Exchange.send(
                call,
                answers
                    .stages()
                    .member(
                        proofing
                            .reviewers()
                            .updateReviewer(
                                call.pathParam("id"),
                                call.pathParam("stage"),
                                call.pathParam("reviewer"),
                                Input.json(call),
                                desk.user()))));
    routes.delete(
        stage + "/reviewers/{reviewer}",
        call ->
            proofing
                .reviewers()
                .removeReviewer(
                    call.pathParam("id"),
                    call.pathParam("stage"),
                    call.pathParam("reviewer"),
                    desk.user()));
  }

  private void updateStage(Context call) {
    var body = Input.json(call);
    if (!body.has("id") || !body.path("members").isArray()) {
      throw Refused.invalid("id and members are needed");
    }
    sendStage(
        call,
        proofing
            .changing()
            .updateStage(call.pathParam("id"), call.pathParam("stage"), body, desk.user()));
  }

  private void updateCalculation(Context call) {
    var body = Json.toTree(Json.object("final_status_calculation", Input.json(call)));
    sendStage(
        call,
        proofing
            .changing()
            .updateStage(call.pathParam("id"), call.pathParam("stage"), body, desk.user()));
  }

  private void sendStage(Context call, Stage stage) {
    Exchange.send(call, answers.stages().stage(desk.proof(call.pathParam("id")), stage));
  }
}
