package io.proofline.workers.ziflow;

import static java.util.stream.Collectors.toMap;

import io.proofline.schemas.avro.ProofState;
import io.proofline.workers.call.LenientJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses the answers of Ziflow's search for proofs from JSON. Pure. */
final class ProofSearchParser {

  private ProofSearchParser() {}

  /** The proofs in a page of results that carry exactly this marker, in Ziflow's order. */
  static List<ProofMatch> matches(JsonNode answer, String marker) {
    return proofs(answer).flatMap(proof -> match(proof, marker)).toList();
  }

  /** Without dates, Ziflow's order (newest first) is reversed. */
  static List<ProofMatch> oldestFirst(List<ProofMatch> found) {
    return found.reversed().stream().sorted(ProofMatch.OLDEST_FIRST).toList();
  }

  /** The states of the proofs that the answer contains completely, by id. */
  static Map<String, ProofState> completeStates(JsonNode answer, ProofParser parser) {
    return proofs(answer)
        .filter(ProofSearchParser::isComplete)
        .map(proof -> parser.parse(Objects.requireNonNull(id(proof)), proof).state())
        .collect(toMap(ProofState::getProofId, Function.identity(), (one, _) -> one));
  }

  private static Stream<JsonNode> proofs(JsonNode answer) {
    return LenientJson.items(answer.path("proofs")).stream();
  }

  private static @Nullable String id(JsonNode proof) {
    return LenientJson.text(proof, "id", "proof_id");
  }

  private static Stream<ProofMatch> match(JsonNode proof, String marker) {
    var id = id(proof);
    return id != null && marker.equals(LenientJson.text(proof, "pass_through_value"))
        ? Stream.of(new ProofMatch(id, LenientJson.date(LenientJson.text(proof, "created_at"))))
        : Stream.empty();
  }

  /** Whether no field is missing whose absence would look like a missing decision or version. */
  private static boolean isComplete(JsonNode proof) {
    return id(proof) != null
        && LenientJson.text(proof, "status") != null
        && Stream.of("archived", "public_link").allMatch(proof::has)
        && proof.path("versions").isArray()
        && proof.path("stages").isArray()
        && proof.path("stages").valueStream().allMatch(ProofSearchParser::isCompleteStage);
  }

  /** A stage's status is an object today and was a text in earlier documentation. */
  private static boolean isCompleteStage(JsonNode stage) {
    var status = stage.path("status").isObject() ? stage.path("status") : stage;
    return stage.path("members").isArray() && status.has("decision_status");
  }
}
