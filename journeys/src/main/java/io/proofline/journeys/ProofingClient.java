package io.proofline.journeys;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Client of Ziflow's API as a reviewer, and of the page that uploads a new version. */
final class ProofingClient {

  private final JourneyHttpClient journeyHttpClient;
  private final DemoAddresses at;

  ProofingClient(JourneyHttpClient journeyHttpClient, DemoAddresses at) {
    this.journeyHttpClient = journeyHttpClient;
    this.at = at;
  }

  /** All proofs of an asset, found by Proofline's marker. */
  List<JsonNode> proofsOf(String asset) {
    return proofsOf(asset, allProofs());
  }

  /** The proofs of an asset among those already read. */
  List<JsonNode> proofsOf(String asset, List<JsonNode> proofs) {
    var marker = "pl:%s:%s:".formatted(at.account(), asset);
    return proofs.stream()
        .filter(proof -> proof.path("pass_through_value").asString("").startsWith(marker))
        .toList();
  }

  JsonNode proof(String id) {
    return journeyHttpClient.exchange(request("/proofs/" + id).GET());
  }

  /** The stage with a name; empty if the proof doesn't have it yet. */
  Optional<JsonNode> stage(String proof, String name) {
    return proof(proof)
        .path("stages")
        .valueStream()
        .filter(stage -> stage.path("name").asString("").equals(name))
        .findFirst();
  }

  /** Decides as the first reviewer with the right to decide. */
  void decide(String proof, String decision) {
    decideAs(decider(proof(proof).path("stages").valueStream(), proof), proof, decision);
  }

  /** Decides as the first reviewer of a stage with the right to decide. */
  void decideIn(String stage, String proof, String decision) {
    decideAs(decider(stage(proof, stage).stream(), proof), proof, decision);
  }

  /** Adds a reviewer with the right to decide to the first stage; returns the reviewer's id. */
  String addReviewer(String proof, String firstName, String lastName, String email) {
    journeyHttpClient.exchange(
        json("/guests")
            .POST(
                JourneyHttpClient.json(
                    Map.of("first_name", firstName, "last_name", lastName, "email", email))));
    var stage = proof(proof).path("stages").path(0).path("id").asString("");
    var member = Map.of("email", email, "comment", true, "decision", true);
    return journeyHttpClient
        .exchange(
            json("/proofs/%s/stages/%s/reviewers".formatted(proof, stage))
                .POST(JourneyHttpClient.json(List.of(member))))
        .path(0)
        .path("id")
        .asString("");
  }

  /** Decides as the given reviewer. */
  void decideAs(String reviewer, String proof, String decision) {
    post(proof, "reviewers/status", status(reviewer, decision, true));
  }

  void revoke(String proof) {
    var reviewer = decider(proof(proof).path("stages").valueStream(), proof);
    post(proof, "reviewers/status", status(reviewer, "pending", false));
  }

  void comment(String proof, String text) {
    post(proof, "comments", Map.of("comment", text, "location", Map.of("page", 1)));
  }

  /** Comments as the given reviewer. */
  void commentAs(String reviewer, String proof, String text) {
    var by = Map.of("reviewer_id", reviewer);
    var where = Map.of("page", 1);
    post(proof, "comments", Map.of("comment", text, "location", where, "reviewer", by));
  }

  /** Uploads a new version as a person; returns the id of the version's proof. */
  String uploadVersion(String proof, String fileName, byte[] file) {
    var page = URI.create("%s/ziflow/proofs/%s/version".formatted(at.sandbox(), proof));
    var made =
        journeyHttpClient.redirectLocation(
            JourneyHttpClient.upload(HttpRequest.newBuilder(page), Map.of(), fileName, file));
    return made.substring(made.lastIndexOf('/') + 1);
  }

  /** Names of the top-level folders. */
  List<String> folders() {
    return journeyHttpClient
        .exchange(request("/folders").GET())
        .valueStream()
        .map(folder -> folder.path("name").asString(""))
        .toList();
  }

  List<JsonNode> allProofs() {
    var proofs = new ArrayList<JsonNode>();
    JsonNode answer;
    int page = 1;
    do {
      answer = journeyHttpClient.exchange(request("/proofs?count=100&page=" + page++).GET());
      answer.path("proofs").forEach(proofs::add);
    } while (answer.path("has_more").asBoolean(false));
    return proofs;
  }

  private static Map<String, ?> status(String reviewer, String decision, boolean completed) {
    return Map.of("reviewer_id", reviewer, "decision", decision, "completed", completed);
  }

  private void post(String proof, String what, Map<String, ?> body) {
    journeyHttpClient.exchange(
        json("/proofs/%s/%s".formatted(proof, what)).POST(JourneyHttpClient.json(body)));
  }

  private static String decider(Stream<JsonNode> stages, String proof) {
    return stages
        .flatMap(stage -> stage.path("members").valueStream())
        .filter(ProofingClient::canDecide)
        .map(member -> member.path("id").asString(""))
        .findFirst()
        .orElseThrow(() -> new JourneyFailedException("no reviewer decides on proof " + proof));
  }

  /** By the documentation, permissions may be flat or nested in the answer. */
  private static boolean canDecide(JsonNode member) {
    return member.path("decision").asBoolean(false)
        || member.path("permissions").path("decision").asBoolean(false);
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(at.ziflowApi() + path))
        .header("apikey", at.secrets().ziflowApiKey());
  }
}
