package io.proofline.processor.topology.review;

import io.proofline.review.Review;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts reviews of the state store's first format, which had one proof, a count of selections
 * and no audit trail.
 */
final class LegacyReviewFormat {

  private static final JsonMapper JSON = StoredJson.MAPPER;

  private LegacyReviewFormat() {}

  /**
   * The same review in today's format. Fields that the old format lacks have the values of an
   * unseen review.
   */
  static ObjectNode upgrade(ObjectNode old) {
    var unseen = Review.unseen(old.path("account").asString(), old.path("assetId").asString());
    var today = JSON.<ObjectNode>valueToTree(unseen);
    today.set("now", old.path("now"));
    today.set("recent", old.path("recent"));
    library((ObjectNode) today.path("library"), old.path("library"));
    ((ObjectNode) today.path("picking")).put("wishes", old.path("wishes").asInt());
    object(old.path("route")).ifPresent(route -> today.set("route", route(route)));
    object(old.path("proof"))
        .ifPresent(proof -> today.withObject("proofs").withArray("all").add(proof(proof, old)));
    old.path("asks")
        .forEach(ask -> today.withObject("asks").withArray("all").add(ask((ObjectNode) ask)));
    return today;
  }

  private static void library(ObjectNode today, JsonNode old) {
    object(old.path("asset"))
        .ifPresent(asset -> {
          var seen = asset.deepCopy();
          seen.set("status", old.path("status"));
          today.set("asset", seen);
        });
    today.put("readings", old.path("readings").asInt());
  }

  private static ObjectNode route(ObjectNode old) {
    var route = JSON.createObjectNode();
    route.set("rule", old.path("rule"));
    route.set("rulesVersion", old.path("rulesVersion"));
    route
        .putObject("proof")
        .put("file", "ORIGINAL")
        .put("signature", false)
        .set("ownerTeam", old.path("ownerTeam"))
        .set("folder", old.path("folder"));
    route.put("watch", false);
    route.set("stages", old.path("stages"));
    route.putArray("dropped");
    return route;
  }

  private static ObjectNode proof(ObjectNode old, JsonNode review) {
    var proof = JSON.createObjectNode();
    proof.set("id", old.path("id"));
    proof.set("version", old.path("version"));
    proof.put("origin", "LIBRARY");
    proof.set("readings", old.path("readings"));
    proof.set("boundAt", review.path("now"));
    proof.set("lookedAt", review.path("now"));
    proof.put("everDecided", false);
    object(old.path("state")).ifPresent(state -> proof.set("state", state(state)));
    return proof;
  }

  private static ObjectNode state(ObjectNode old) {
    var state = old.deepCopy();
    state.put("archived", false);
    for (var stage : state.path("stages")) {
      for (var member : stage.path("members")) {
        ((ObjectNode) member).put("reviewerId", "");
      }
    }
    return state;
  }

  private static ObjectNode ask(ObjectNode old) {
    var ask = old.deepCopy();
    ask.put("attempt", 1);
    if (ask.path("kind").asString().equals("WRITE_STATUS")) {
      ask.put("kind", "WRITE_FIELDS");
      ask.put("key", "former " + ask.path("key").asString());
    }
    return ask;
  }

  private static Optional<ObjectNode> object(JsonNode node) {
    return node instanceof ObjectNode found ? Optional.of(found) : Optional.empty();
  }
}
