package io.proofline.processor.topology;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Marker by which Proofline recognises its own proofs. It is stored in Ziflow's {@code
 * pass_through_value}, which every event of the proof carries and which can be searched.
 *
 * @param version of the asset, from 1
 * @param round of the create that set it
 */
public record ProofMarker(String account, String assetId, int version, int round) {

  private static final Pattern FORMAT =
      Pattern.compile("pl:([a-z0-9][a-z0-9-]{0,30}):([A-Za-z0-9._]{1,64}):(\\d{1,6}):(\\d{1,6})");

  /** The marker in a text; empty for null and for a text in another format. */
  public static Optional<ProofMarker> parse(@Nullable String text) {
    var form = FORMAT.matcher(text == null ? "" : text);
    return form.matches()
        ? Optional.of(
            new ProofMarker(
                form.group(1),
                form.group(2),
                Integer.parseInt(form.group(3)),
                Integer.parseInt(form.group(4))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "pl:%s:%s:%d:%d".formatted(account, assetId, version, round);
  }
}
