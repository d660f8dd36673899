package io.proofline.sandbox.benchmark;

import io.proofline.sandbox.SandboxCredentials;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The kinds of call that a client makes to the proofing account, each about a different proof every
 * time.
 */
final class ZiflowWorkload {
  private record SeededProof(String proof, String reviewer) {}

  private static final int KNOWN_PAGES = 20;

  private final AtomicInteger number = new AtomicInteger();
  private final ApiClient v1;
  private final URI picture;
  private final int proofs;
  private final List<SeededProof> known = new ArrayList<>();

  ZiflowWorkload(URI origin, String key, URI picture, int proofs) {
    this.v1 = new ApiClient(URI.create(origin + "/v1"), Map.of("apikey", key));
    this.picture = picture;
    this.proofs = proofs;
    IntStream.rangeClosed(1, KNOWN_PAGES).forEach(this::learn);
  }

  List<CallType> all() {
    return List.of(
        new CallType("POST /proofs", "POST", this::create),
        new CallType("GET /proofs/{id}", "GET", this::read),
        new CallType("search by 20 ids", "POST", this::byIds),
        new CallType("search by marker", "POST", this::byMarker),
        new CallType("POST decision", "POST", this::decide),
        new CallType(
            "Ziflow, mixed",
            "POST",
            CallType.roundRobin(
                List.of(this::create, this::byMarker, this::read, this::decide, this::read))));
  }

  private void learn(int page) {
    var body = Map.of("fields", "id,stages.members.id", "locked", List.of(false));
    v1.read(v1.send("POST", "/proofs/search?count=100&page=" + page, body))
        .path("proofs")
        .forEach(each ->
            known.add(
                new SeededProof(
                    each.path("id").asString(), each.at("/stages/0/members/0/id").asString())));
  }

  private HttpRequest create() {
    var marker = "bench:%d:%d".formatted(System.nanoTime(), number.incrementAndGet());
    var owner = Map.of("email", SandboxCredentials.ZIFLOW_USER, "comment", true, "manage", true);
    var guest = Map.of("email", "bench@sandbox.example", "comment", true, "decision", true);
    var stage =
        Map.of(
            "name", "Review",
            "final_status_calculation", Map.of("type", "all_decisions"),
            "members", List.of(owner, guest));
    return v1.send(
        "POST",
        "/proofs",
        Map.of(
            "name",
            marker,
            "pass_through_value",
            marker,
            "input",
            List.of(Map.of("type", "file", "source", picture.toString())),
            "stages",
            List.of(stage)));
  }

  private HttpRequest read() {
    return v1.get("/proofs/" + next().proof());
  }

  private HttpRequest byIds() {
    var ids = IntStream.range(0, 20).mapToObj(_ -> next().proof()).toList();
    return v1.send(
        "POST",
        "/proofs/search?count=100",
        Map.of("proof_id", ids, "fields", "id,pass_through_value,decision_status"));
  }

  private HttpRequest byMarker() {
    var marker = "seed:%06d".formatted(number.incrementAndGet() * 7919L % proofs);
    return v1.send(
        "POST", "/proofs/search?count=100", Map.of("pass_through_value", List.of(marker)));
  }

  private HttpRequest decide() {
    var decision = number.get() % 2 == 0 ? "approved" : "changes_required";
    var seededProof = next();
    return v1.send(
        "POST",
        "/proofs/%s/reviewers/status".formatted(seededProof.proof()),
        Map.of("reviewer_id", seededProof.reviewer(), "decision", decision, "completed", true));
  }

  private SeededProof next() {
    return known.get(Math.floorMod(number.incrementAndGet() * 31, known.size()));
  }
}
