package io.proofline.sandbox.ziflow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A remark on a proof, or a reply to one. */
record Comment(
    String id,
    String proofId,
    @Nullable String parentId,
    String reviewerId,
    String email,
    String text,
    JsonNode location,
    JsonNode markers,
    List<String> labels,
    boolean resolved,
    @Nullable Instant resolvedAt,
    Instant createdAt,
    int sequence) {
  Comment {
    labels = List.copyOf(labels);
  }

  Comment resolve(boolean done, Instant at) {
    return new Comment(
        id,
        proofId,
        parentId,
        reviewerId,
        email,
        text,
        location,
        markers,
        labels,
        done,
        at,
        createdAt,
        sequence);
  }
}
