package io.proofline.journeys;

import tools.jackson.databind.JsonNode;

/** Reads Proofline's marker in a proof: {@code pl:account:asset:version:round}. */
public final class MarkerParser {

  private MarkerParser() {}

  /** Returns the asset of a proof; the proof's own id if it has no marker. */
  public static String assetOf(JsonNode proof) {
    var marker = proof.path("pass_through_value").asString("").split(":", -1);
    return marker.length == 5 ? marker[2] : proof.path("id").asString("");
  }

  /** Returns the id of the previous version; empty for the first. */
  public static String previousVersionOf(JsonNode proof) {
    return proof.path("version_previous_id").asString("");
  }
}
