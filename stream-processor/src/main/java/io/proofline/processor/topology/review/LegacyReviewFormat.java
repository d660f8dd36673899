package io.proofline.processor.topology.review;

import io.proofline.review.Review;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reviews as the first form of the state store had them: one proof, a count of wishes, and no audit
 * trail.
 */
final class LegacyReviewFormat {

  private static final JsonMapper JSON = JsonMapper.shared();

  private LegacyReviewFormat() {}

  /** The same review in today's form. What the former did not know is as of an unseen one. */
  static ObjectNode upgrade(ObjectNode former) {
    var unseen =
        Review.unseen(former.path("account").asString(), former.path("assetId").asString());
    var today = JSON.<ObjectNode>valueToTree(unseen);
    today.set("now", former.path("now"));
    today.set("recent", former.path("recent"));
    library((ObjectNode) today.path("library"), former.path("library"));
    ((ObjectNode) today.path("picking")).put("wishes", former.path("wishes").asInt());
    object(former.path("route")).ifPresent(route -> today.set("route", route(route)));
    object(former.path("proof"))
        .ifPresent(proof -> today.withObject("proofs").withArray("all").add(proof(proof, former)));
    former
        .path("asks")
        .forEach(ask -> today.withObject("asks").withArray("all").add(ask((ObjectNode) ask)));
    return today;
  }

  private static void library(ObjectNode today, JsonNode former) {
    object(former.path("asset"))
        .ifPresent(asset -> {
          var seen = asset.deepCopy();
          seen.set("status", former.path("status"));
          today.set("asset", seen);
        });
    today.put("readings", former.path("readings").asInt());
  }

  private static ObjectNode route(ObjectNode former) {
    var route = JSON.createObjectNode();
    route.set("rule", former.path("rule"));
    route.set("rulesVersion", former.path("rulesVersion"));
    route
        .putObject("proof")
        .put("file", "ORIGINAL")
        .put("signature", false)
        .set("ownerTeam", former.path("ownerTeam"))
        .set("folder", former.path("folder"));
    route.put("watch", false);
    route.set("stages", former.path("stages"));
    route.putArray("dropped");
    return route;
  }

  private static ObjectNode proof(ObjectNode former, JsonNode review) {
    var proof = JSON.createObjectNode();
    proof.set("id", former.path("id"));
    proof.set("version", former.path("version"));
    proof.put("origin", "LIBRARY");
    proof.set("readings", former.path("readings"));
    proof.set("boundAt", review.path("now"));
    proof.set("lookedAt", review.path("now"));
    proof.put("everDecided", false);
    object(former.path("state")).ifPresent(state -> proof.set("state", state(state)));
    return proof;
  }

  private static ObjectNode state(ObjectNode former) {
    var state = former.deepCopy();
    state.put("archived", false);
    for (var stage : state.path("stages")) {
      for (var member : stage.path("members")) {
        ((ObjectNode) member).put("reviewerId", "");
      }
    }
    return state;
  }

  private static ObjectNode ask(ObjectNode former) {
    var ask = former.deepCopy();
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
