package io.proofline.review;

import io.proofline.policy.Rules;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What names in braces stand for, as far as the review itself knows. */
final class TemplateValues {

  private TemplateValues() {}

  /**
   * By name, of the proof that decides, and of the newest while none does: a later version that
   * nobody has decided moves nothing. {@code year} is the one in which the proof was made, in the
   * calendar's zone.
   */
  static Map<String, String> of(Review review, Rules rules) {
    var told =
        Optional.ofNullable(EffectiveVerdict.of(review, rules).proof()).or(review.proofs()::newest);
    var values = new TreeMap<String, String>();
    var asset = review.library().asset();
    if (asset != null) {
      values.putAll(asset.details().fields());
      values.put("file", asset.fileName());
      values.put("stem", asset.fileName().replaceFirst("\\.[^.]{1,8}$", ""));
      values.put("asset", review.assetId());
      asset.galleries().stream()
          .filter(g -> !rules.select().selects(g))
          .findFirst()
          .ifPresent(g -> values.put("gallery", g.name()));
    }
    var route = review.route();
    if (route != null && route.collection() != null) {
      values.put("collection", route.collection());
    }
    told.ifPresent(proof -> ofProof(values, proof, rules));
    return values;
  }

  private static void ofProof(Map<String, String> values, Proof proof, Rules rules) {
    values.put("version", Integer.toString(proof.version()));
    values.put("proof", proof.id());
    var year = proof.boundAt().atZone(rules.calendar().zone()).getYear();
    values.put("year", Integer.toString(year));
    var state = proof.state();
    if (state != null && state.link() != null) {
      values.put("proof_link", state.link());
    }
  }
}
