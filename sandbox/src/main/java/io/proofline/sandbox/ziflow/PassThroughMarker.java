package io.proofline.sandbox.ziflow;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pass-through value of the form {@code pl:account:asset:version:round}.
 *
 * @param assetVersion account, asset and version: the part that proofs of different rounds share
 */
record PassThroughMarker(String assetVersion, String asset) {
  private static final Pattern FORM = Pattern.compile("(pl:[^:]+:([^:]+):\\d+):\\d+");

  static Optional<PassThroughMarker> of(@Nullable String passThrough) {
    return Optional.ofNullable(passThrough)
        .map(FORM::matcher)
        .filter(found -> found.matches())
        .map(found -> new PassThroughMarker(found.group(1), found.group(2)));
  }
}
