package io.proofline.sandbox.ziflow;

import io.javalin.http.Context;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.model.Proof;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Finds the asset that a call is for, from the marker of the proof in its path or in its body. */
final class AssetResolver {
  private static final Pattern PROOF = Pattern.compile("/v1/proofs/([^/]+)(/.*)?");

  private final AccountStore account;

  AssetResolver(AccountStore account) {
    this.account = account;
  }

  Optional<String> assetOf(Context call) {
    var path = PROOF.matcher(call.path());
    var marker =
        path.matches()
            ? account.findProof(path.group(1)).map(Proof::passThroughValue).or(() -> inBody(call))
            : inBody(call);
    return marker.flatMap(PassThroughMarker::of).map(PassThroughMarker::asset);
  }

  /** The asset of the body; of several values in a search the first counts. */
  private static Optional<String> inBody(Context call) {
    if (!call.body().contains("\"pl:")) {
      return Optional.empty();
    }
    try {
      var given = RequestInput.tree(call).path("pass_through_value");
      return (given.isArray() ? given.valueStream() : Stream.of(given))
          .map(JsonNode::asString)
          .findFirst();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
