package io.proofline.sandbox;

import static org.awaitility.Awaitility.await;

import io.proofline.sandbox.web.Json;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Client for Ziflow proofs over HTTP, with the account's key. */
final class ProofRequests {
  final HttpCaller api;

  ProofRequests(Sandbox sandbox) {
    this.api =
        HttpCaller.at(sandbox.ziflow(), "/v1").with("apikey", sandbox.accounts().ziflowApiKey());
  }

  static Map<String, @Nullable Object> stage(String name, String... deciders) {
    var members = new java.util.ArrayList<Map<String, @Nullable Object>>();
    members.add(
        Json.object(
            "email",
            SandboxCredentials.ZIFLOW_USER,
            "comment",
            true,
            "decision",
            false,
            "manage",
            true));
    Arrays.stream(deciders)
        .forEach(
            email -> members.add(Json.object("email", email, "comment", true, "decision", true)));
    return Json.object(
        "name",
        name,
        "final_status_calculation",
        Json.object("type", "all_decisions"),
        "members",
        members);
  }

  static Map<String, @Nullable Object> body(String key, URI file, Object... stages) {
    return Json.object(
        "name",
        "Proof " + key,
        "input",
        List.of(Json.object("source", file.toString(), "type", "file")),
        "pass_through_value",
        key,
        "stages",
        List.of(stages));
  }

  String create(Map<String, @Nullable Object> body) {
    return api.json("POST", "/proofs", body).json().path("id").asString();
  }

  /** A proof whose file has been fetched. */
  JsonNode ready(Map<String, @Nullable Object> body) {
    var id = create(body);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !read(id).path("status").asString().equals("uploading"));
    return read(id);
  }

  JsonNode read(String id) {
    return api.get("/proofs/" + id).json();
  }

  HttpCaller.Answer decide(JsonNode proof, String email, String decision) {
    var reviewer =
        proof
            .path("stages")
            .valueStream()
            .flatMap(stage -> stage.path("members").valueStream())
            .filter(member -> member.path("contact").path("email").asString().equals(email))
            .findFirst()
            .orElseThrow();
    var body =
        Json.object(
            "reviewer_id", reviewer.path("id").asString(), "decision", decision, "completed", true);
    return api.json(
        "POST", "/proofs/%s/reviewers/status".formatted(proof.path("id").asString()), body);
  }

  void subscribe(URI target, boolean active, String... types) {
    var wanted = Json.object();
    Arrays.stream(types).forEach(type -> wanted.put(type, true));
    api.json(
        "POST",
        "/webhooks",
        Json.object(
            "name",
            "test",
            "target",
            target.toString(),
            "active",
            active,
            "webhook_signature_key",
            "k-77",
            "subscription_types",
            Json.object("proof", wanted)));
  }
}
