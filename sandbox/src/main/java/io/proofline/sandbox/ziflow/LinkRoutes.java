package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofStored;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Personal addresses of a proof, and the ids that other services know it by. */
final class LinkRoutes {
  private static final int LONGEST_HOURS = 336;
  private static final String KEPT_AS = "integration_properties";

  private final Desk desk;
  private final Answers answers;

  LinkRoutes(Desk desk, Answers answers) {
    this.desk = desk;
    this.answers = answers;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v1/proofs/{id}/proof-url", this::personalAddress);
    routes.post("/v1/proofs/{id}/integration-properties", this::attach);
    routes.put("/v1/proofs/{id}/integration-properties", this::attach);
  }

  private void personalAddress(Context call) {
    var proof = desk.proof(call.pathParam("id"));
    var hours = Input.query(call, "urlExpiration").orElse("24");
    if (!hours.matches("\\d{1,3}")
        || Integer.parseInt(hours) < 1
        || Integer.parseInt(hours) > LONGEST_HOURS) {
      throw Refused.invalid("urlExpiration: 1 to %d hours".formatted(LONGEST_HOURS));
    }
    var email = Input.query(call, "email").orElseGet(() -> desk.user().email());
    var who = desk.contact(email).orElseThrow(() -> Refused.notFound("contact", email));
    var address =
        "%s?as=%s&key=%s"
            .formatted(answers.proof(proof).get("public_link"), who.id(), UUID.randomUUID());
    Exchange.send(call, Json.object("proof_url", address));
  }

  /** A list of groups, which replaces what was attached. */
  private void attach(Context call) {
    var groups = Input.json(call);
    if (!groups.isArray()) {
      throw Refused.invalid("integration properties are a list of groups");
    }
    synchronized (desk) {
      var proof = desk.proof(call.pathParam("id"));
      var options = ((ObjectNode) proof.options().deepCopy()).set(KEPT_AS, groups);
      desk.change(List.of(new ProofStored(proof.edit(draft -> draft.options = options))));
    }
    Exchange.send(call, groups);
  }

  /** Whether all that is asked stands among what is attached. */
  static boolean has(Proof proof, JsonNode asked) {
    return proof
        .options()
        .path(KEPT_AS)
        .valueStream()
        .anyMatch(group ->
            asked
                .propertyStream()
                .allMatch(each -> group.path(each.getKey()).equals(each.getValue())));
  }
}
