package io.proofline.processor.web;

import io.proofline.schemas.avro.RequestKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for, with all that its kind needs.
 *
 * @param assets one or more; none for a go-ahead
 * @param command the dead command that it is about
 * @param proof the proof that it is about
 * @param count how many; null for all
 */
record OperatorRequest(
    RequestKind kind,
    List<String> assets,
    @Nullable String command,
    @Nullable String proof,
    @Nullable Integer count) {

  /** The most assets of one request. */
  static final int MAX_ASSETS = 1000;

  OperatorRequest {
    assets = List.copyOf(assets);
  }
}
