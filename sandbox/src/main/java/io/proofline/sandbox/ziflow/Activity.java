package io.proofline.sandbox.ziflow;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What somebody did with a proof. */
record Activity(
    String id, Instant at, String proofId, String type, String contactId, JsonNode detail) {}
