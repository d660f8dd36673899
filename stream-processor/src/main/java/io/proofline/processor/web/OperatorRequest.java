package io.proofline.processor.web;

import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.avro.RequestKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's request, with the fields that its kind needs.
 *
 * @param assets one or more; none for a go-ahead
 * @param command the dead command, for retry and discard
 * @param proof the proof, for link and release
 * @param count number of held proofs, for a go-ahead; null for all
 * @param reason why, for a withdrawal; null for no reason
 * @param act the act, for an administrative request, with its details
 */
record OperatorRequest(
    RequestKind kind,
    List<String> assets,
    @Nullable String command,
    @Nullable String proof,
    @Nullable Integer count,
    @Nullable String reason,
    @Nullable String act,
    Map<String, String> details) {

  /** Limit of the assets in one request. */
  static final int MAX_ASSETS = 1000;

  OperatorRequest {
    assets = List.copyOf(assets);
    details = Map.copyOf(details);
  }

  /** A request without a reason that is about assets or held proofs. */
  OperatorRequest(
      RequestKind kind,
      List<String> assets,
      @Nullable String command,
      @Nullable String proof,
      @Nullable Integer count) {
    this(kind, assets, command, proof, count, null, null, Map.of());
  }

  /** The keys of the request's records. */
  List<String> keys(String account) {
    return switch (kind) {
      case GO_AHEAD -> List.of(account);
      case ADMINISTRATIVE -> List.of(AdministrativeAct.SYSTEM);
      default -> assets;
    };
  }
}
