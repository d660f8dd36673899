package io.proofline.processor.web;

import io.proofline.schemas.avro.RequestKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's request, with the fields that its kind needs.
 *
 * @param assets one or more; none for a go-ahead
 * @param command the dead command, for retry and discard
 * @param proof the proof, for link and release
 * @param count number of held proofs, for a go-ahead; null for all
 */
record OperatorRequest(
    RequestKind kind,
    List<String> assets,
    @Nullable String command,
    @Nullable String proof,
    @Nullable Integer count) {

  /** Limit of the assets in one request. */
  static final int MAX_ASSETS = 1000;

  OperatorRequest {
    assets = List.copyOf(assets);
  }
}
