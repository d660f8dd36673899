package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.ProofState;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.Http;
import io.proofline.workers.call.Texts;
import io.proofline.workers.containers.Container;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Ziflow's API, one method per operation. Repeats nothing; any number of threads may use it.
 * Folders, stages of a running proof, new versions and comments join here.
 */
public final class ZiflowClient implements AutoCloseable {

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;

  private final Requests requests;
  private final Http http;

  /** Touches no network. */
  public ZiflowClient(ZiflowProperties settings) {
    this.requests = new Requests(settings);
    this.http =
        new Http(Api.ZIFLOW, new Classify(settings.forbiddenMeans()), settings.connectTimeout());
  }

  /**
   * Makes a proof. Open question: the body of a good answer. Its id is read from {@code id}, else
   * {@code proof_id}, else the first element of an array; empty when it is nowhere, and then only a
   * search finds it.
   */
  CallResult<Optional<String>> createProof(NewProof proof) {
    return http.json(requests.post("/proofs", body(proof))).map(ZiflowClient::idOf);
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
    return http.json(requests.get("/proofs/" + Requests.segment(id)))
        .map(answer -> ProofReading.of(id, answer));
  }

  /** The folders right under a parent; null for those at the top. */
  CallResult<List<Container>> folders(@Nullable String parent) {
    var path =
        parent == null
            ? "/folders"
            : "/folders/%s?include=subfolders_only".formatted(Requests.segment(parent));
    return http.json(requests.get(path)).map(answer -> FolderReading.under(parent, answer));
  }

  /** Makes a folder; empty when the answer does not name it. */
  CallResult<Optional<String>> createFolder(@Nullable String parent, String name, boolean hidden) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", name);
    if (parent != null) {
      body.put("parent_folder_id", parent);
    }
    if (hidden) {
      body.put("private", true);
    }
    return http.json(requests.post("/folders", body)).map(made -> FolderReading.made(name, made));
  }

  @Override
  public void close() {
    http.close();
  }

  private CallResult<List<FoundProof>> page(String marker, int number, List<FoundProof> before) {
    var body = Map.of("pass_through_value", List.of(marker));
    var path = "/proofs/search?count=%d&page=%d".formatted(PAGE, number);
    return http.json(requests.post(path, body))
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
}
