package io.proofline.sandbox.ziflow.model;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** An action of a person on a proof. */
public record ProofActivity(
    String id, Instant at, String proofId, String type, String contactId, JsonNode detail) {}
