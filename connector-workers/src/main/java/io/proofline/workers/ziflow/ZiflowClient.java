package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.ProofState;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.Http;
import io.proofline.workers.call.Outlet;
import io.proofline.workers.call.Texts;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ziflow's API, one method per operation. Repeats nothing; any number of threads may use it.
 * Folders, stages of a running proof, new versions and comments join here.
 */
public final class ZiflowClient implements AutoCloseable {

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ZiflowProperties settings;
  private final Http http;

  /** Touches no network, and holds nobody up. */
  public ZiflowClient(ZiflowProperties settings) {
    this(settings, Outlet.unlimited(Api.ZIFLOW));
  }

  /** Touches no network; its requests leave by the outlet. */
  public ZiflowClient(ZiflowProperties settings, Outlet outlet) {
    this.settings = settings;
    var classify = new Classify(settings.forbiddenMeans());
    this.http = new Http(Api.ZIFLOW, classify, settings.connectTimeout(), outlet);
  }

  /**
   * Makes a proof. Open question: the body of a good answer. Its id is read from {@code id}, else
   * {@code proof_id}, else the first element of an array; empty when it is nowhere, and then only a
   * search finds it.
   */
  CallResult<Optional<String>> createProof(NewProof proof) {
    return http.json(post("/proofs", body(proof))).map(ZiflowClient::idOf);
  }

  /**
   * The proofs with exactly this marker, oldest first. Open question: whether Ziflow matches
   * exactly, by prefix or case-blind; so the values are compared here.
   */
  CallResult<List<FoundProof>> searchByMarker(String marker) {
    return page(marker, 1, List.of());
  }

  /** A proof's state, as it is now. */
  CallResult<ProofState> readProof(String id) {
    return http.json(request("/proofs/" + encoded(id)).GET().build())
        .map(answer -> ProofReading.of(id, answer));
  }

  @Override
  public void close() {
    http.close();
  }

  private CallResult<List<FoundProof>> page(String marker, int number, List<FoundProof> before) {
    var body = Map.of("pass_through_value", List.of(marker));
    var path = "/proofs/search?count=%d&page=%d".formatted(PAGE, number);
    return http.json(post(path, body))
        .then(answer -> {
          var found = new ArrayList<>(before);
          Texts.items(answer.path("proofs")).stream()
              .flatMap(proof -> found(proof, marker))
              .forEach(found::add);
          boolean more =
              Texts.flag(answer, "has_more")
                  && !answer.path("proofs").isEmpty()
                  && number < MOST_PAGES;
          return more ? page(marker, number + 1, found) : new Done<>(oldestFirst(found));
        });
  }

  private static Stream<FoundProof> found(JsonNode proof, String marker) {
    var id = Texts.text(proof, "id", "proof_id");
    return id != null && marker.equals(Texts.text(proof, "pass_through_value"))
        ? Stream.of(new FoundProof(id, Texts.date(Texts.text(proof, "created_at"))))
        : Stream.empty();
  }

  /** Without dates Ziflow's own order, newest first, is turned round. */
  private static List<FoundProof> oldestFirst(List<FoundProof> found) {
    return found.reversed().stream().sorted(FoundProof.OLDEST_FIRST).toList();
  }

  private static Optional<String> idOf(JsonNode answer) {
    var first = answer.isArray() ? answer.path(0) : answer;
    var id = first.isString() ? first.asString() : Texts.text(first, "id", "proof_id");
    return Optional.ofNullable(id).filter(text -> !text.isBlank());
  }

  private static Map<String, Object> body(NewProof proof) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", proof.name());
    body.put("input", List.of(Map.of("source", proof.source().toString(), "type", "file")));
    body.put("pass_through_value", proof.marker());
    if (proof.folderId() != null) {
      body.put("folder_id", proof.folderId());
    }
    body.put("owner_email", proof.owner());
    body.put("lock_on_decisions", false); // a decision must stay open to change and revoke
    body.put("stages", proof.stages().stream().map(ZiflowClient::stage).toList());
    return body;
  }

  private static Map<String, Object> stage(NewProof.Stage stage) {
    return Map.of(
        "name", stage.name(),
        "final_status_calculation", Map.of("type", stage.finalStatus()),
        "members", stage.members().stream().map(ZiflowClient::member).toList());
  }

  private static Map<String, Object> member(NewProof.Member member) {
    return Map.of(
        "email", member.email(),
        "comment", true,
        "decision", member.decision(),
        "manage", member.manage());
  }

  private HttpRequest post(String path, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(settings.baseUrl() + path))
        .timeout(settings.callTimeout())
        .header("Accept", "application/json")
        .header("apikey", settings.apiKey().value());
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8);
  }
}
