package io.proofline.journeys.soak;

import io.proofline.journeys.MarkerParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The versions of one proof, oldest first.
 *
 * @param versions at least one, in the sandbox's format
 */
record ProofVersionChain(List<JsonNode> versions) {

  /** Statuses that the demo's rules write; a version without a decision is in review. */
  private static final Map<String, String> STATUS =
      Map.of(
          "", "In review",
          "approved", "Approved",
          "approved_with_changes", "Needs changes",
          "changes_required", "Needs changes",
          "not_relevant", "Nobody decided");

  ProofVersionChain {
    versions = List.copyOf(versions);
  }

  /** Groups proofs into chains, by photograph. */
  static Map<String, List<ProofVersionChain>> byAsset(List<JsonNode> proofs) {
    var next =
        proofs.stream()
            .filter(proof -> !MarkerParser.previousVersionOf(proof).isEmpty())
            .collect(Collectors.toMap(MarkerParser::previousVersionOf, Function.identity()));
    return proofs.stream()
        .filter(proof -> MarkerParser.previousVersionOf(proof).isEmpty())
        .collect(
            Collectors.groupingBy(
                MarkerParser::assetOf,
                Collectors.mapping(first -> from(first, next), Collectors.toList())));
  }

  private static ProofVersionChain from(JsonNode first, Map<String, JsonNode> next) {
    var versions = new ArrayList<JsonNode>();
    for (var each = first; each != null; each = next.get(id(each))) {
      versions.add(each);
    }
    return new ProofVersionChain(versions);
  }

  /** The newest version's id. */
  String newest() {
    return id(versions.getLast());
  }

  /**
   * Expected status of the photograph. Empty if the newest version was uploaded in Ziflow and is
   * not approved: the former verdict's status is then kept.
   */
  Optional<String> status() {
    if (isFinalApproved()) {
      return Optional.of("Superseded");
    }
    return versions.size() == 1 ? Optional.ofNullable(STATUS.get(decision())) : Optional.empty();
  }

  /**
   * Whether the newest version was uploaded in Ziflow and is approved, so that it must be filed.
   */
  boolean isFinalApproved() {
    return versions.size() > 1 && decision().equals("approved");
  }

  /** Whether a file in the library is the final of the newest version. */
  boolean isFinal(JsonNode photograph) {
    return ExpectedProofs.isFinal(photograph)
        && photograph.path("iptc").toString().contains(newest());
  }

  /** Whether its only version is approved, so that the photograph itself is the approved file. */
  boolean isApproved() {
    return versions.size() == 1 && decision().equals("approved");
  }

  private String decision() {
    return versions.getLast().path("decision_status").asString("");
  }

  private static String id(JsonNode proof) {
    return proof.path("id").asString("");
  }
}
