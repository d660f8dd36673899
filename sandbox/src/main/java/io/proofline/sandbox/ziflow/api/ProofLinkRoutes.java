package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofStored;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Proof;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Routes of a proof's personal addresses and of the ids that other services have for it. */
final class ProofLinkRoutes {
  private static final String INTEGRATION_PROPERTIES = "integration_properties";

  private final AccountStore account;
  private final ProofJson json;

  ProofLinkRoutes(AccountStore account, ProofJson json) {
    this.account = account;
    this.json = json;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v1/proofs/{id}/proof-url", this::personalAddress);
    routes.post("/v1/proofs/{id}/integration-properties", this::attach);
    routes.put("/v1/proofs/{id}/integration-properties", this::attach);
  }

  private void personalAddress(Context call) {
    var proof = account.proof(call.pathParam("id"));
    var page = String.valueOf(json.proof(proof).get("public_link"));
    ApiResponses.send(call, Json.object("proof_url", PersonalAddress.of(call, account, page)));
  }

  /** Replaces the attached integration properties with a list of groups. */
  private void attach(Context call) {
    var groups = RequestBody.list(call);
    synchronized (account) {
      var proof = account.proof(call.pathParam("id"));
      var options = ((ObjectNode) proof.options().deepCopy()).set(INTEGRATION_PROPERTIES, groups);
      account.commit(List.of(new ProofStored(proof.copyWith(draft -> draft.options = options))));
    }
    ApiResponses.send(call, groups);
  }

  /** Whether the proof has all requested integration properties. */
  static boolean hasIntegrationProperties(Proof proof, JsonNode requested) {
    return proof
        .options()
        .path(INTEGRATION_PROPERTIES)
        .valueStream()
        .anyMatch(group ->
            requested
                .propertyStream()
                .allMatch(each -> group.path(each.getKey()).equals(each.getValue())));
  }
}
