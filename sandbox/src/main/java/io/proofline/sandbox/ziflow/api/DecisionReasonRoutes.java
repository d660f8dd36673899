package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ReasonDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ReasonStored;
import io.proofline.sandbox.ziflow.json.StageJson;
import io.proofline.sandbox.ziflow.model.DecisionReason;
import java.util.List;

/** Routes of the reasons that a reviewer can select for a decision. */
final class DecisionReasonRoutes {
  private final AccountStore account;

  DecisionReasonRoutes(AccountStore account) {
    this.account = account;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/v1/decision-reasons",
        call ->
            ApiResponses.send(
                call,
                Json.object(
                    "options", account.reasons().stream().map(StageJson::reason).toList())));
    routes.post(
        "/v1/decision-reasons/options",
        call ->
            store(
                call,
                new DecisionReason(ApiResponses.newId(), label(call), account.reasons().size())));
    routes.put(
        "/v1/decision-reasons/options/{id}",
        call ->
            store(call, new DecisionReason(reason(call).id(), label(call), reason(call).order())));
    routes.delete(
        "/v1/decision-reasons/options/{id}",
        call -> account.commit(List.of(new ReasonDeleted(reason(call).id()))));
  }

  private void store(Context call, DecisionReason decisionReason) {
    account.commit(List.of(new ReasonStored(decisionReason)));
    ApiResponses.send(call, StageJson.reason(decisionReason));
  }

  private DecisionReason reason(Context call) {
    var id = call.pathParam("id");
    return account.reasons().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> ZiflowApiException.notFound("decision reason", id));
  }

  private static String label(Context call) {
    return ApiResponses.required(RequestInput.json(call), "label");
  }
}
