package io.proofline.standalone.journey;

import io.proofline.standalone.Addresses;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The reviewer's side: Ziflow's API. */
final class ProofingDoor {

  private final Http http;
  private final Addresses at;

  ProofingDoor(Http http, Addresses at) {
    this.http = http;
    this.at = at;
  }

  /** All proofs that were made for an asset, by what we wrote into them. */
  List<JsonNode> proofsOf(String asset) {
    var marker = "pl:%s:%s:".formatted(at.account(), asset);
    return all().stream()
        .filter(proof -> proof.path("pass_through_value").asString("").startsWith(marker))
        .toList();
  }

  void decide(String proof, String decision) {
    status(proof, Map.of("decision", decision, "completed", true));
  }

  void revoke(String proof) {
    status(proof, Map.of("decision", "pending", "completed", false));
  }

  private void status(String proof, Map<String, ?> status) {
    var body = Http.JSON.createObjectNode();
    body.put("reviewer_id", decider(proof));
    status.forEach((name, value) -> body.putPOJO(name, value));
    http.ask(
        request("/proofs/%s/reviewers/status".formatted(proof))
            .header("Content-Type", "application/json")
            .POST(Http.json(body)));
  }

  private String decider(String proof) {
    return http.ask(request("/proofs/" + proof).GET())
        .path("stages")
        .valueStream()
        .flatMap(stage -> stage.path("members").valueStream())
        .filter(ProofingDoor::decides)
        .map(member -> member.path("id").asString(""))
        .findFirst()
        .orElseThrow(() -> new JourneyFailed("Nobody decides on proof " + proof));
  }

  /** Where permissions stand in answers is not documented: flat or under their own name. */
  private static boolean decides(JsonNode member) {
    return member.path("decision").asBoolean(false)
        || member.path("permissions").path("decision").asBoolean(false);
  }

  List<JsonNode> all() {
    var proofs = new ArrayList<JsonNode>();
    JsonNode answer;
    int page = 1;
    do {
      answer = http.ask(request("/proofs?count=100&page=" + page++).GET());
      answer.path("proofs").forEach(proofs::add);
    } while (answer.path("has_more").asBoolean(false));
    return proofs;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(at.ziflowApi() + path))
        .header("apikey", at.secrets().ziflowApiKey());
  }
}
