package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.ReasonDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.ReasonStored;
import java.util.List;

/** Reasons that can be ticked when deciding. */
final class ReasonRoutes {
  private final Desk desk;

  ReasonRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/v1/decision-reasons",
        call ->
            Exchange.send(
                call,
                Json.object(
                    "options", desk.reasons().stream().map(StageAnswers::reason).toList())));
    routes.post(
        "/v1/decision-reasons/options",
        call -> store(call, new Reason(Exchange.newId(), label(call), desk.reasons().size())));
    routes.put(
        "/v1/decision-reasons/options/{id}",
        call -> store(call, new Reason(reason(call).id(), label(call), reason(call).order())));
    routes.delete(
        "/v1/decision-reasons/options/{id}",
        call -> desk.change(List.of(new ReasonDeleted(reason(call).id()))));
  }

  private void store(Context call, Reason reason) {
    desk.change(List.of(new ReasonStored(reason)));
    Exchange.send(call, StageAnswers.reason(reason));
  }

  private Reason reason(Context call) {
    var id = call.pathParam("id");
    return desk.reasons().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refused.notFound("decision reason", id));
  }

  private static String label(Context call) {
    return Exchange.required(Input.json(call), "label");
  }
}
