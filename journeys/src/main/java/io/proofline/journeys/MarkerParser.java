package io.proofline.journeys;

import tools.jackson.databind.JsonNode;

/** What Proofline wrote into a proof: {@code pl:account:asset:version:round}. */
public final class MarkerParser {

  private MarkerParser() {}

  /** The asset that a proof is for; the proof's own id when it says none. */
  public static String assetOf(JsonNode proof) {
    var marker = proof.path("pass_through_value").asString("").split(":", -1);
    return marker.length == 5 ? marker[2] : proof.path("id").asString("");
  }

  /** The version before; empty for the first one. */
  public static String previousVersionOf(JsonNode proof) {
    return proof.path("version_previous_id").asString("");
  }
}
